import { beforeEach, expect, test, vi } from 'vitest'

const openExternal = vi.fn()
vi.mock('electron', () => ({ shell: { openExternal } }))

const { openSystemSettings } = await import('./system-settings.ts')

beforeEach(() => openExternal.mockReset())

test.each([
  ['darwin', 'camera', 'x-apple.systempreferences:com.apple.preference.security?Privacy_Camera'],
  ['darwin', 'microphone', 'x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone'],
  ['darwin', 'screen', 'x-apple.systempreferences:com.apple.preference.security?Privacy_ScreenCapture'],
  ['win32', 'camera', 'ms-settings:privacy-webcam'],
  ['win32', 'microphone', 'ms-settings:privacy-microphone']
] as const)('on %s the page for the %s opens', async (platform, page, address) => {
  expect(await openSystemSettings(page, platform)).toBe(true)
  expect(openExternal.mock.calls).toEqual([[address]])
})

test('on Linux nothing opens, and the answer says so', async () => {
  expect(await openSystemSettings('camera', 'linux')).toBe(false)
  expect(openExternal).not.toHaveBeenCalled()
})
