import { expect, test, vi } from 'vitest'
import type { FileDataRequests } from '../../protocol/file-data-port.ts'
import type { DesktopFiles } from '../../protocol/desktop-files.ts'
import { succeed } from '../../protocol/result.ts'
import { createAppFiles } from './app-files.ts'

const TOKEN = '0'.repeat(32)

function fakeDesktop() {
  return {
    registerSources: vi.fn<DesktopFiles['registerSources']>((files) =>
      Promise.resolve(
        files.map(({ name }) => (name === 'pasted.png' ? null : { token: TOKEN, bytes: 5, modifiedAt: 7 }))
      )
    ),
    releaseSources: vi.fn<DesktopFiles['releaseSources']>(() => Promise.resolve()),
    keepOffer: vi.fn<DesktopFiles['keepOffer']>(() => Promise.resolve()),
    beginDownload: vi.fn<DesktopFiles['beginDownload']>(() =>
      Promise.resolve(succeed({ file: 1, offset: 2, done: 3 }))
    )
  }
}

/** Refuses everything. */
const port: FileDataRequests = {
  readSource: () => Promise.reject(new Error('The request does not fit')),
  writeDownload: () => Promise.reject(new Error('The request does not fit'))
}

const offer = { transfer: 't', from: 'a', to: { id: 'b', name: 'B' }, name: 'n', folder: false }

test('files of the disk are read by the main process, and others by the page', async () => {
  const desktop = fakeDesktop()
  const { sources } = createAppFiles(desktop as unknown as DesktopFiles, port)
  const files = await sources.open([
    { file: new File(['hello'], 'a.txt'), path: 'a.txt' },
    { file: new File(['picture'], 'pasted.png'), path: 'pasted.png' }
  ])
  expect(files.map(({ path, bytes }) => [path, bytes])).toEqual([
    ['a.txt', 5],
    ['pasted.png', 7]
  ])
  expect((await files[1]?.read(0, 7))?.ok).toBe(true)
  // A refusal of the main process is a failure as any other.
  expect(await files[0]?.read(0, 5)).toMatchObject({ ok: false, error: { reason: 'source-gone' } })
  sources.release(files)
  expect(desktop.releaseSources).toHaveBeenCalledWith([TOKEN])
  sources.keep({ ...offer, files })
  expect(desktop.keepOffer, 'what only the page has is gone with it').not.toHaveBeenCalled()
  sources.keep({ ...offer, files: files.slice(0, 1) })
  expect(desktop.keepOffer).toHaveBeenCalledWith({ ...offer, files: [{ path: 'a.txt', token: TOKEN }] })
})

test('a download goes on where the main process says', async () => {
  const desktop = fakeDesktop()
  const { store } = createAppFiles(desktop as unknown as DesktopFiles, port)
  const begun = await store.begin('peer.t', { name: 'a', folder: false, files: 2, bytes: 9 })
  expect(begun.ok && begun.value.position).toEqual({ file: 1, offset: 2, done: 3 })
  expect(begun.ok && (await begun.value.write(new Uint8Array(1)))).toMatchObject({
    error: { reason: 'failed' }
  })
})
