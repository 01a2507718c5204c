import type { Session } from 'electron'
import { describe, expect, test } from 'vitest'
import { guardPermissions, isPermitted } from './permissions.ts'

describe('a permission', () => {
  test.each(['media', 'speaker-selection', 'notifications', 'fullscreen'])(
    '%s is for our pages alone',
    (permission) => {
      expect(isPermitted(permission, 'app://parley/')).toBe(true)
      expect(isPermitted(permission, 'app://parley/r/modi-kafu-ruse')).toBe(true)
      for (const other of [
        'https://example.org/',
        'app://other/',
        'app://parley.example.org/',
        'null',
        '',
        undefined
      ]) {
        expect(isPermitted(permission, other)).toBe(false)
      }
    }
  )

  test.each(['geolocation', 'midi', 'openExternal', 'clipboard-read', 'display-capture', 'hid', 'unknown'])(
    '%s is for nobody',
    (permission) => {
      expect(isPermitted(permission, 'app://parley/')).toBe(false)
    }
  )
})

test('both handlers decide, and frames inside a page get nothing', () => {
  type Check = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>
  type Request = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>
  let check!: Check
  let request!: Request
  guardPermissions({
    setPermissionCheckHandler: (handler: Check) => (check = handler),
    setPermissionRequestHandler: (handler: Request) => (request = handler),
    setDevicePermissionHandler: () => {}
  } as unknown as Session)

  const requestingUrl = 'app://parley/'
  expect(check(null, 'media', requestingUrl, { isMainFrame: true, requestingUrl })).toBe(true)
  expect(check(null, 'media', requestingUrl, { isMainFrame: false, requestingUrl })).toBe(false)
  expect(check(null, 'media', '', { isMainFrame: true, securityOrigin: 'https://example.org/' })).toBe(false)

  const answer = (isMainFrame: boolean, url: string) => {
    let granted: boolean | undefined
    const details = { isMainFrame, requestingUrl: url } as Parameters<Request>[3]
    request(null as never, 'media', (value) => (granted = value), details)
    return granted
  }
  expect(answer(true, requestingUrl)).toBe(true)
  expect(answer(false, requestingUrl)).toBe(false)
  expect(answer(true, 'https://example.org/')).toBe(false)
})
