import { expect, test } from 'vitest'
import { groupPicked } from './group-picked.ts'
import { memorySource } from './memory-source.ts'

const files = (...paths: string[]) => paths.map((path) => memorySource(path, new Uint8Array(1)))
const shape = (paths: string[]) =>
  groupPicked(files(...paths)).map(({ name, folder, files }) => [name, folder, files.length])

test('each folder goes by itself, and loose files together', () => {
  expect(shape(['a.txt', 'Photos/x.jpg', 'b.txt', 'Photos/2026/y.jpg', 'Music/z.mp3'])).toEqual([
    ['a.txt', false, 2],
    ['Photos', true, 2],
    ['Music', true, 1]
  ])
  expect(shape([])).toEqual([])
})

test('more files than may be go in several', () => {
  const many = Array.from({ length: 10_001 }, (_, index) => `Many/${index}`)
  expect(shape(many)).toEqual([
    ['Many', true, 10_000],
    ['Many', true, 1]
  ])
})
