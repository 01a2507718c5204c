import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashSources } from './app-build.ts'

let root: string
function write(file: string, content: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), content)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-sources-'))
  write('renderer/main.ts', 'start()')
  write('package.json', '{}')
})
afterEach(() => rmSync(root, { recursive: true }))

test('notices a change of content, a rename and a new file', () => {
  const hashes = [hashSources(root)]
  write('renderer/main.ts', 'stop()')
  hashes.push(hashSources(root))
  write('renderer/views/home.vue', '')
  hashes.push(hashSources(root))
  rmSync(join(root, 'renderer/views/home.vue'))
  write('renderer/views/room.vue', '')
  hashes.push(hashSources(root))
  expect(new Set(hashes).size).toBe(hashes.length)
})

test('is the same after a checkout with other file times, another test or another page of documentation', () => {
  const before = hashSources(root)
  utimesSync(join(root, 'renderer/main.ts'), 1, 1)
  write('renderer/main.test.ts', 'test()')
  write('renderer/call/testing/fake.ts', 'fake()')
  write('docs/protocol.md', 'text')
  expect(hashSources(root)).toBe(before)
})
