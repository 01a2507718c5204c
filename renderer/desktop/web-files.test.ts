import { expect, test, vi } from 'vitest'
import type { StoredTransfer } from '../../protocol/file-access.ts'
import { createWebFiles, MEMORY_LIMIT, type WebFilesEnvironment } from './web-files.ts'

const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'
const KEY = 'peer.transfer'
const bytes = (text: string) => new TextEncoder().encode(text)
const notFound = () => Promise.reject(new DOMException('Not there', 'NotFoundError'))

/** A folder of a browser's disk. */
class FakeFolder {
  readonly files = new Map<string, string>()
  readonly folders = new Map<string, FakeFolder>()

  getDirectoryHandle(name: string): Promise<FakeFolder> {
    const folder = this.folders.get(name) ?? new FakeFolder()
    this.folders.set(name, folder)
    return Promise.resolve(folder)
  }

  getFileHandle(name: string, { create = false } = {}) {
    if (!this.files.has(name) && !create) return notFound()
    this.files.set(name, this.files.get(name) ?? '')
    let text = ''
    return Promise.resolve({
      createWritable: () =>
        Promise.resolve({
          write: (data: Uint8Array) => Promise.resolve(void (text += new TextDecoder().decode(data))),
          close: () => Promise.resolve(void this.files.set(name, text)),
          abort: () => Promise.resolve()
        })
    })
  }

  removeEntry(name: string): Promise<void> {
    this.files.delete(name)
    return Promise.resolve()
  }
}

async function begin(environment: Partial<WebFilesEnvironment>, request = {}): Promise<StoredTransfer> {
  const files = createWebFiles({ download: () => {}, ...environment })
  const begun = await files.store.begin(KEY, { name: 'a.txt', folder: false, files: 1, bytes: 5, ...request })
  if (!begun.ok) throw new Error(begun.error.reason)
  return begun.value
}

async function put(stored: StoredTransfer, path: string, text = 'hello', sha256 = HELLO, file = 0) {
  expect(await stored.openFile({ file, path, bytes: 5, modifiedAt: null })).toEqual({ ok: true, value: 0 })
  await stored.write(bytes(text))
  return stored.finishFile(sha256)
}

test('a folder is written below the one that was chosen, and takes the place of nothing', async () => {
  const disk = new FakeFolder()
  const stored = await begin({ pickFolder: () => Promise.resolve(disk) }, { folder: true, files: 2 })
  disk.files.set('b.txt', 'mine')
  expect(await put(stored, 'Photos/../a.txt')).toMatchObject({ ok: true })
  expect(await put(stored, 'b.txt', 'hello', HELLO, 1)).toMatchObject({ ok: true })
  expect(disk.folders.get('Photos')?.folders.get('_')?.files.get('a.txt')).toBe('hello')
  expect(Object.fromEntries(disk.files)).toEqual({ 'b.txt': 'mine', 'b (2).txt': 'hello' })
})

test('what is not right, or given up, leaves nothing', async () => {
  const disk = new FakeFolder()
  const stored = await begin({ pickFolder: () => Promise.resolve(disk) }, { files: 2 })
  expect(await put(stored, 'a.txt', 'hellO')).toMatchObject({ error: { reason: 'damaged' } })
  await stored.openFile({ file: 0, path: 'a.txt', bytes: 5, modifiedAt: null })
  await stored.discard()
  expect(disk.files.size).toBe(0)
})

test('after a lost connection a file goes on where it was', async () => {
  const disk = new FakeFolder()
  const stored = await begin({ pickFolder: () => Promise.resolve(disk) }, { files: 2 })
  const file = { file: 0, path: 'a.txt', bytes: 5, modifiedAt: null }
  await stored.openFile(file)
  await stored.write(bytes('hel'))
  expect(await stored.openFile(file)).toEqual({ ok: true, value: 3 })
  await stored.write(bytes('lo'))
  expect(await stored.finishFile(HELLO)).toMatchObject({ ok: true })
  expect(disk.files.get('a.txt')).toBe('hello')
})

test('without such an interface a file is held in memory, within a limit', async () => {
  const download = vi.fn<WebFilesEnvironment['download']>()
  const stored = await begin({ download })
  expect(await put(stored, 'C:\\evil/a.txt')).toMatchObject({ ok: true })
  const [name, data] = download.mock.calls[0] ?? []
  expect(name).toBe('a.txt')
  expect(await data?.text()).toBe('hello')
  await expect(begin({ download }, { bytes: MEMORY_LIMIT + 1 })).rejects.toThrow('too-large')
})

test.each([
  ['AbortError', 'cancelled'],
  ['NotAllowedError', 'no-permission'],
  ['QuotaExceededError', 'disk-full'],
  ['TypeError', 'failed']
])('%s of the browser means %s', async (name, reason) => {
  const pickFile = () => Promise.reject(new DOMException('No', name))
  await expect(begin({ pickFile })).rejects.toThrow(reason)
})

test('a file that is sent is read in pieces, hashed in any order, and noticed when it is another one', async () => {
  const files = createWebFiles({ download: () => {} })
  const [source] = await files.sources.open([{ file: new File(['hello'], 'a.txt'), path: 'a.txt' }])
  const read = await source?.read(2, 2)
  expect(read?.ok === true && new TextDecoder().decode(read.value)).toBe('ll')
  expect(await source?.digest()).toEqual({ ok: true, value: HELLO })
  const changed = { name: 'a', size: 5, type: '', lastModified: 0 }
  const slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('Changed', 'NotReadableError')) })
  const [other] = await files.sources.open([{ file: { ...changed, slice }, path: 'a' }])
  expect(await other?.read(0, 5)).toMatchObject({ error: { reason: 'source-changed' } })
  expect(await other?.digest()).toMatchObject({ error: { reason: 'source-changed' } })
})
