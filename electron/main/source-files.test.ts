import { createHash } from 'node:crypto'
import { appendFile, mkdtemp, rm, unlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RegisteredSource } from '../../protocol/desktop-files.ts'
import { SourceFiles } from './source-files.ts'

const TEXT = 'hello world'
const HASH = createHash('sha256').update(TEXT).digest('hex')
const ADA = 'A'.repeat(22)
const LIN = 'L'.repeat(22)
let home: string
let path: string
let now = 1_000

const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
const start = () => new SourceFiles(join(home, 'offers.json'), () => now, log)

async function register(sources: SourceFiles): Promise<RegisteredSource> {
  const [source] = await sources.register([path])
  if (source === null || source === undefined) throw new Error('It was not registered')
  return source
}

const text = (data: Uint8Array) => Buffer.from(data).toString()
const offer = (token: string) => ({
  ...{ transfer: 't', from: ADA, to: { id: LIN, name: 'Lin' }, name: 'a.txt', folder: false },
  files: [{ token, path: 'a.txt' }]
})

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'parley-sources-'))
  path = join(home, 'a.txt')
  await writeFile(path, TEXT)
  now = 1_000
})

afterEach(() => rm(home, { recursive: true, force: true }))

describe('a source file', () => {
  test('is read by its token, in any order, and hashed as a whole', async () => {
    const sources = start()
    const { token, bytes } = await register(sources)
    expect(bytes).toBe(TEXT.length)
    const read = async (offset: number, length: number) => {
      const part = await sources.read({ token, offset, bytes: length })
      return part.ok ? text(part.value) : part.error.reason
    }
    expect([
      await read(6, 99),
      await read(0, 5),
      await read(0, 5),
      await read(5, 3),
      await read(50, 3)
    ]).toEqual(['world', 'hello', 'hello', ' wo', ''])
    expect(await sources.digest(token)).toEqual({ ok: true, value: HASH })
    expect(await sources.digest(token)).toEqual({ ok: true, value: HASH })
  })

  test('is none where there is no file', async () => {
    expect(await start().register(['', home, join(home, 'gone')])).toEqual([null, null, null])
  })

  test.each([
    ['longer', () => appendFile(path, '!'), 'source-changed'],
    ['written anew', () => utimes(path, 1, 1), 'source-changed'],
    ['gone', () => unlink(path), 'source-gone']
  ])('that is %s is not read', async (_what, change, reason) => {
    const sources = start()
    const { token } = await register(sources)
    await change()
    expect(await sources.read({ token, offset: 0, bytes: 5 })).toMatchObject({ error: { reason } })
    expect(await sources.digest(token)).toMatchObject({ error: { reason } })
  })

  test('is not read by whoever guesses, or after it was let go', async () => {
    const sources = start()
    const { token } = await register(sources)
    expect(await sources.read({ token: '0'.repeat(32), offset: 0, bytes: 5 })).toMatchObject({ ok: false })
    sources.release([token])
    expect(await sources.read({ token, offset: 0, bytes: 5 })).toMatchObject({ ok: false })
  })

  test('of an offer that is kept can be read after a restart, by nobody but its sender', async () => {
    const before = start()
    const { token } = await register(before)
    before.keep(offer(token))
    const after = start()
    expect(await after.read({ token, offset: 0, bytes: 5 })).toMatchObject({ ok: false })
    expect(after.list(LIN)).toEqual([])
    expect(after.list(ADA)).toMatchObject([{ transfer: 't', files: [{ token, path: 'a.txt', bytes: 11 }] }])
    expect(await after.digest(token)).toEqual({ ok: true, value: HASH })
    after.drop('t')
    expect(start().list(ADA)).toEqual([])
  })

  test('of an offer is forgotten after a day, and with a file that nobody can read', async () => {
    const before = start()
    const { token } = await register(before)
    before.keep(offer(token))
    before.keep({ ...offer('0'.repeat(32)), transfer: 'unknown' })
    expect(start().list(ADA)).toHaveLength(1)
    now += 25 * 60 * 60 * 1000
    expect(start().list(ADA)).toEqual([])
    await writeFile(join(home, 'offers.json'), '[{')
    expect(start().list(ADA)).toEqual([])
  })
})
