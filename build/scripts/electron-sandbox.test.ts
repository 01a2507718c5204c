import { expect, test } from 'vitest'
import { whyNoSandbox, type SandboxFacts } from './electron-sandbox.ts'

const desktop: SandboxFacts = { platform: 'linux', user: 1000, userNamespaces: true, setUserIdHelper: false }

test('keeps the sandbox wherever it works', () => {
  expect(whyNoSandbox(desktop)).toBeNull()
  expect(whyNoSandbox({ ...desktop, userNamespaces: false, setUserIdHelper: true })).toBeNull()
  expect(whyNoSandbox({ ...desktop, platform: 'darwin', user: 0 })).toBeNull()
  expect(whyNoSandbox({ ...desktop, platform: 'win32', user: undefined })).toBeNull()
})

test('gives it up for root, and where neither way into it is open', () => {
  expect(whyNoSandbox({ ...desktop, user: 0, setUserIdHelper: true })).toContain('root')
  expect(whyNoSandbox({ ...desktop, userNamespaces: false })).toContain('namespaces')
})
