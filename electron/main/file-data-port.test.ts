import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { FILE_DATA_PORT, type FileDataRequests } from '../../protocol/file-data-port.ts'
import { FILE_CHUNK } from '../../protocol/desktop-files.ts'
import { succeed } from '../../protocol/result.ts'
import type { Log } from './log.ts'

const ipcMain = new EventEmitter()
vi.mock('electron', () => ({ ipcMain }))
const { answerFileDataPorts } = await import('./file-data-port.ts')

class FakePort extends EventEmitter {
  readonly start = vi.fn()
  readonly close = vi.fn()
  readonly postMessage = vi.fn()
}

const TOKEN = '0'.repeat(32)
const KEY = 'peer.transfer'
const data = new Uint8Array([1, 2, 3])
const handlers = {
  readSource: vi.fn<FileDataRequests['readSource']>(),
  writeDownload: vi.fn<FileDataRequests['writeDownload']>()
}
const log = { warn: vi.fn(), error: vi.fn() }

function openPort(senderFrame: object | null = { url: 'app://parley/', parent: null }): FakePort {
  const port = new FakePort()
  ipcMain.emit(FILE_DATA_PORT, { senderFrame, ports: [port] })
  return port
}

beforeEach(() => {
  vi.resetAllMocks()
  handlers.readSource.mockResolvedValue(succeed(data))
  handlers.writeDownload.mockResolvedValue(succeed(null))
  ipcMain.removeAllListeners()
  answerFileDataPorts(handlers, log as unknown as Log)
})

describe('a port for file data', () => {
  test('is answered request by request, each with its id', async () => {
    const port = openPort()
    const argument = { token: TOKEN, offset: 0, bytes: 3 }
    port.emit('message', { data: { id: 7, name: 'readSource', argument } })
    port.emit('message', { data: { id: 8, name: 'writeDownload', argument: { key: KEY, data } } })
    await vi.waitFor(() => expect(port.postMessage).toHaveBeenCalledTimes(2))
    expect(port.start).toHaveBeenCalled()
    expect(port.postMessage).toHaveBeenCalledWith({ id: 7, result: succeed(data) })
    expect(port.postMessage).toHaveBeenCalledWith({ id: 8, result: succeed(null) })
    expect(handlers.readSource).toHaveBeenCalledWith(argument)
    expect(handlers.writeDownload).toHaveBeenCalledWith({ key: KEY, data })
  })

  test.each([
    ['another site', { url: 'https://example.org/', parent: null }],
    ['a frame inside a page', { url: 'app://parley/', parent: {} }],
    ['a frame that has gone', null]
  ])('of %s is closed', (_who, senderFrame) => {
    const port = openPort(senderFrame)
    expect(port.close).toHaveBeenCalled()
    expect(port.listenerCount('message')).toBe(0)
  })

  test.each([
    ['nothing', undefined],
    ['a request that is not known', { id: 1, name: 'discardDownload', argument: KEY }],
    ['a path', { id: 1, name: 'readSource', argument: { token: '/etc/passwd', offset: 0, bytes: 1 } }],
    ['too much', { id: 1, name: 'readSource', argument: { token: TOKEN, offset: 0, bytes: FILE_CHUNK + 1 } }],
    ['a text to write', { id: 1, name: 'writeDownload', argument: { key: KEY, data: 'text' } }],
    [
      'more than a chunk',
      { id: 1, name: 'writeDownload', argument: { key: KEY, data: new Uint8Array(FILE_CHUNK + 1) } }
    ]
  ])('refuses %s', (_what, message) => {
    const port = openPort()
    port.emit('message', { data: message })
    expect(port.postMessage).toHaveBeenCalledWith({ id: message?.id })
    expect(handlers.readSource).not.toHaveBeenCalled()
    expect(handlers.writeDownload).not.toHaveBeenCalled()
  })

  test('answers when a handler fails', async () => {
    handlers.writeDownload.mockRejectedValue(new Error('broken'))
    const port = openPort()
    port.emit('message', { data: { id: 2, name: 'writeDownload', argument: { key: KEY, data } } })
    await vi.waitFor(() => expect(port.postMessage).toHaveBeenCalledWith({ id: 2 }))
    expect(log.error).toHaveBeenCalled()
  })
})
