import { createHash } from 'node:crypto'
import { chmod, mkdtemp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Downloads } from './downloads.ts'

const KEY = 'peer.transfer'
const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
const openPath = vi.fn()
const showPath = vi.fn()
let home: string
let folder: string
let now: number
let all: Downloads[]

function start(platform: NodeJS.Platform = 'linux'): Downloads {
  const downloads = new Downloads({
    folder: () => folder,
    records: join(home, 'downloads.json'),
    openPath,
    showPath,
    now: () => now,
    platform,
    log
  })
  all.push(downloads)
  return downloads
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const request = (files: number, size: number, name = 'a.txt', isFolder = false) => ({
  ...{ key: KEY, name, folder: isFolder, files, bytes: size }
})

/** Stores a whole file, and expects that to work. */
async function store(downloads: Downloads, path: string, text: string, file = 0): Promise<void> {
  const opened = await downloads.openFile({ key: KEY, file, path, bytes: text.length, modifiedAt: null })
  expect(opened).toEqual({ ok: true, value: 0 })
  expect(await downloads.write({ key: KEY, data: bytes(text) })).toMatchObject({ ok: true })
  expect(await downloads.finishFile({ key: KEY, sha256: hashOf(text) })).toMatchObject({ ok: true })
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'parley-downloads-'))
  folder = join(home, 'Downloads')
  await mkdir(folder)
  now = 1_000
  all = []
  vi.clearAllMocks()
})

afterEach(async () => {
  for (const downloads of all) await downloads.close()
  await rm(home, { recursive: true, force: true })
})

describe('a download', () => {
  test('has its name only when it is whole and right', async () => {
    const downloads = start()
    expect(await downloads.begin(request(1, 5))).toEqual({ ok: true, value: { file: 0, offset: 0, done: 0 } })
    await downloads.openFile({ key: KEY, file: 0, path: 'a.txt', bytes: 5, modifiedAt: null })
    await downloads.write({ key: KEY, data: bytes('hel') })
    expect(await readdir(folder)).toEqual(['a.txt.part'])
    await downloads.write({ key: KEY, data: bytes('lo') })
    await downloads.finishFile({ key: KEY, sha256: hashOf('hello') })
    expect(await downloads.finish(KEY)).toMatchObject({ ok: true })
    expect(await readdir(folder)).toEqual(['a.txt'])
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('hello')
  })

  test('leaves nothing when its hash is another one, or when it is given up', async () => {
    const downloads = start()
    await downloads.begin(request(1, 5))
    await downloads.openFile({ key: KEY, file: 0, path: 'a.txt', bytes: 5, modifiedAt: null })
    await downloads.write({ key: KEY, data: bytes('hellO') })
    expect(await downloads.finishFile({ key: KEY, sha256: hashOf('hello') })).toMatchObject({
      error: { reason: 'damaged' }
    })
    expect(await readdir(folder)).toEqual([])
    await downloads.openFile({ key: KEY, file: 0, path: 'a.txt', bytes: 5, modifiedAt: null })
    await downloads.write({ key: KEY, data: bytes('hel') })
    await downloads.discard(KEY)
    await downloads.discard(KEY)
    expect(await readdir(folder)).toEqual([])
    expect(downloads.has(KEY)).toBe(false)
  })

  test('never takes the place of what is there', async () => {
    await writeFile(join(folder, 'a.txt'), 'mine')
    await writeFile(join(folder, 'a (2).txt.part'), 'begun by another')
    const downloads = start()
    await downloads.begin(request(1, 5))
    await downloads.openFile({ key: KEY, file: 0, path: 'a.txt', bytes: 5, modifiedAt: null })
    await downloads.write({ key: KEY, data: bytes('hello') })
    // Something takes the name in the last moment.
    await writeFile(join(folder, 'a (3).txt'), 'mine too')
    await downloads.finishFile({ key: KEY, sha256: hashOf('hello') })
    const contents = await Promise.all(
      (await readdir(folder)).sort().map((name) => readFile(join(folder, name), 'utf8'))
    )
    expect(contents.sort()).toEqual(['begun by another', 'hello', 'mine', 'mine too'])
  })

  test('puts a folder into a new one, whatever its paths try', async () => {
    await mkdir(join(folder, 'Photos'))
    await symlink(tmpdir(), join(folder, 'Photos', 'link'))
    const downloads = start()
    await downloads.begin(request(3, 3, 'Photos', true))
    await store(downloads, 'Photos/link/x', 'a', 0)
    await store(downloads, 'Photos/../../../y', 'b', 1)
    await store(downloads, '/etc/cron.d/z', 'c', 2)
    expect(await readdir(join(folder, 'Photos (2)'), { recursive: true })).toEqual(
      expect.arrayContaining(['link/x', '_/_/_/y', 'cron.d/z'])
    )
    expect(await readdir(home)).toEqual(['Downloads', 'downloads.json'])
  })

  test('goes on after a restart, where it stopped', async () => {
    const before = start()
    await before.begin(request(2, 7))
    await store(before, 'a.txt', 'ab')
    await before.openFile({ key: KEY, file: 1, path: 'b.txt', bytes: 5, modifiedAt: 7 })
    await before.write({ key: KEY, data: bytes('hel') })
    await before.close()

    const after = start()
    expect(after.has(KEY)).toBe(true)
    expect(await after.begin(request(2, 7))).toEqual({ ok: true, value: { file: 1, offset: 3, done: 5 } })
    expect(await after.openFile({ key: KEY, file: 1, path: 'b.txt', bytes: 5, modifiedAt: 7 })).toEqual({
      ok: true,
      value: 3
    })
    await after.write({ key: KEY, data: bytes('lo') })
    expect(await after.finishFile({ key: KEY, sha256: hashOf('hello') })).toMatchObject({ ok: true })
    expect(await after.finish(KEY)).toMatchObject({ ok: true })
    expect((await readdir(folder)).sort()).toEqual(['a.txt', 'b.txt'])
  })

  test('that is whole is not asked for again: its sender may not have heard that it is', async () => {
    const downloads = start()
    await downloads.begin(request(1, 5))
    await store(downloads, 'a.txt', 'hello')
    await downloads.finish(KEY)
    expect(downloads.has(KEY)).toBe(true)
    expect(await downloads.begin(request(1, 5))).toEqual({ ok: true, value: { file: 1, offset: 0, done: 5 } })
    expect(await downloads.finish(KEY)).toMatchObject({ ok: true })
    expect(await readdir(folder)).toEqual(['a.txt'])
    // What nobody has said yes to isn't taken under the key of something else.
    expect(await downloads.begin(request(1, 5, 'b.txt'))).toMatchObject({ error: { reason: 'failed' } })
  })

  test('begins a file anew that is another one now', async () => {
    const downloads = start()
    await downloads.begin(request(1, 5))
    await downloads.openFile({ key: KEY, file: 0, path: 'a.txt', bytes: 5, modifiedAt: 7 })
    await downloads.write({ key: KEY, data: bytes('hel') })
    await downloads.close()
    const after = start()
    await after.begin(request(1, 5))
    expect(await after.openFile({ key: KEY, file: 0, path: 'a.txt', bytes: 5, modifiedAt: 8 })).toMatchObject(
      {
        value: 0
      }
    )
  })

  test('is removed when nobody goes on with it for a day', async () => {
    const downloads = start()
    await downloads.begin(request(1, 5))
    await downloads.openFile({ key: KEY, file: 0, path: 'a.txt', bytes: 5, modifiedAt: null })
    await downloads.close()
    now += 25 * 60 * 60 * 1000
    const after = start()
    await after.removeOld()
    expect(await readdir(folder)).toEqual([])
    expect(start().has(KEY)).toBe(false)
  })

  test('takes no more than was announced, and only the file that is next', async () => {
    const downloads = start()
    await downloads.begin(request(2, 5))
    const open = (file: number, size: number) =>
      downloads.openFile({ key: KEY, file, path: 'a', bytes: size, modifiedAt: null })
    expect(await open(1, 1)).toMatchObject({ error: { reason: 'failed' } })
    expect(await open(0, 6)).toMatchObject({ error: { reason: 'damaged' } })
    expect(await downloads.write({ key: KEY, data: bytes('x') })).toMatchObject({ ok: false })
    await open(0, 2)
    expect(await downloads.write({ key: KEY, data: bytes('abc') })).toMatchObject({
      error: { reason: 'damaged' }
    })
    expect(await downloads.finish(KEY)).toMatchObject({ ok: false })
    expect(await downloads.write({ key: 'an.other', data: bytes('x') })).toMatchObject({ ok: false })
  })

  test('is refused where there is no room, no folder, or no permission', async () => {
    const downloads = start()
    expect(await downloads.begin(request(1, Number.MAX_SAFE_INTEGER))).toMatchObject({
      error: { reason: 'disk-full' }
    })
    folder = join(home, 'gone')
    expect(await downloads.begin(request(1, 1))).toMatchObject({ error: { reason: 'failed' } })
  })

  test.skipIf(process.getuid?.() === 0)('is refused where the folder may not be written to', async () => {
    await chmod(folder, 0o500)
    const downloads = start()
    await downloads.begin(request(1, 1))
    expect(
      await downloads.openFile({ key: KEY, file: 0, path: 'a', bytes: 1, modifiedAt: null })
    ).toMatchObject({ error: { reason: 'no-permission' } })
  })

  test('is opened, but shown when it may run something, and nothing before it is whole', async () => {
    const downloads = start()
    downloads.open(KEY)
    await downloads.begin(request(1, 1))
    await store(downloads, 'a.txt', 'x')
    downloads.open(KEY)
    expect(openPath).not.toHaveBeenCalled()
    await downloads.finish(KEY)
    downloads.open(KEY)
    expect(openPath).toHaveBeenCalledWith(join(folder, 'a.txt'))
    openPath.mockClear()
    await downloads.begin({ ...request(1, 1), key: 'peer.other' })
    await downloads.openFile({ key: 'peer.other', file: 0, path: 'a.exe', bytes: 1, modifiedAt: null })
    await downloads.write({ key: 'peer.other', data: bytes('x') })
    await downloads.finishFile({ key: 'peer.other', sha256: hashOf('x') })
    await downloads.finish('peer.other')
    downloads.open('peer.other')
    expect(openPath).not.toHaveBeenCalled()
    expect(showPath).toHaveBeenCalledWith(join(folder, 'a.exe'))
    downloads.show(KEY)
    expect(showPath).toHaveBeenCalledWith(join(folder, 'a.txt'))
  })

  test('is marked on Windows as coming from elsewhere', async () => {
    const downloads = start('win32')
    await downloads.begin(request(1, 1))
    await store(downloads, 'a.txt', 'x')
    // Here the stream is a file of that name.
    expect(await readFile(join(folder, 'a.txt:Zone.Identifier'), 'utf8')).toContain('ZoneId=3')
  })

  test('begins anew when the records are damaged', async () => {
    await writeFile(join(home, 'downloads.json'), '{"peer.transfer": {"target": 7}, "x"')
    expect(start().has(KEY)).toBe(false)
    await writeFile(join(home, 'downloads.json'), '{"peer.transfer": {"target": 7}}')
    expect(start().has(KEY)).toBe(false)
  })
})
