import { delimiter } from 'node:path'
import { expect, test } from 'vitest'
import { browserCandidates } from './installed-browser.ts'

test('looks for Chromium before Chrome along PATH', () => {
  const candidates = browserCandidates('linux', { PATH: ['/usr/local/bin', '/usr/bin'].join(delimiter) })
  expect(candidates).toContain('/usr/bin/chromium')
  expect(candidates.indexOf('/usr/bin/chromium')).toBeLessThan(candidates.indexOf('/usr/bin/google-chrome'))
})

test('looks where installers put browsers that are not on PATH', () => {
  expect(browserCandidates('darwin', {})[0]).toContain('/Applications/')
  const windows = browserCandidates('win32', { PROGRAMFILES: 'C:\\Program Files' })
  expect(windows[0]).toMatch(/Program Files.*chrome\.exe$/)
})
