import { describe, expect, test } from 'vitest'
import { readDropped } from './read-dropped.ts'

type Tree = { [name: string]: Tree | File }

/** An entry as a browser gives it: a folder tells its content in parts. */
function entryOf(name: string, content: Tree | File): FileSystemEntry {
  if (content instanceof File) {
    const file = (resolve: (file: File) => void) => resolve(content)
    return { name, isDirectory: false, isFile: true, file } as unknown as FileSystemEntry
  }
  const parts = Object.entries(content).map(([child, below]) => [entryOf(child, below)])
  const createReader = () => {
    let read = 0
    return { readEntries: (resolve: (part: FileSystemEntry[]) => void) => resolve(parts[read++] ?? []) }
  }
  return { name, isDirectory: true, isFile: false, createReader } as unknown as FileSystemEntry
}

function item(name: string, content: Tree | File): DataTransferItem {
  return {
    kind: 'file',
    webkitGetAsEntry: () => entryOf(name, content),
    getAsFile: () => (content instanceof File ? content : null)
  } as unknown as DataTransferItem
}

const file = (name: string) => new File(['x'], name)
const text = {
  kind: 'string',
  webkitGetAsEntry: () => null,
  getAsFile: () => null
} as unknown as DataTransferItem

describe('a drop', () => {
  test('gives files by their names, and folders with all that is in them', async () => {
    const tree = { 'a.txt': file('a.txt'), deeper: { 'b.txt': file('b.txt'), 'c.txt': file('c.txt') } }
    const read = await readDropped([item('one.txt', file('one.txt')), item('folder', tree)])
    expect(Array.isArray(read) && read.map(({ path }) => path)).toEqual([
      'one.txt',
      'folder/a.txt',
      'folder/deeper/b.txt',
      'folder/deeper/c.txt'
    ])
  })

  test('of texts and links gives nothing', async () => {
    expect(await readDropped([text])).toEqual([])
  })

  test('is refused as a whole where it is too much', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`${index}`, file('x')]))
    expect(await readDropped([item('folder', many)])).toBe('too-many')
    let deep: Tree = { 'x.txt': file('x.txt') }
    for (let level = 0; level < 40; level++) deep = { folder: deep }
    expect(await readDropped([item('folder', deep)])).toBe('too-many')
  })

  test('is refused where a file has gone meanwhile', async () => {
    const gone = {
      name: 'gone',
      isDirectory: false,
      file: (_: unknown, reject: (error: Error) => void) => reject(new DOMException('Gone', 'NotFoundError'))
    }
    const folder = {
      name: 'folder',
      isDirectory: true,
      createReader: () => ({ readEntries: (resolve: (part: unknown[]) => void) => resolve([gone]) })
    }
    const broken = { kind: 'file', webkitGetAsEntry: () => folder } as unknown as DataTransferItem
    expect(await readDropped([broken])).toBe('unreadable')
  })
})
