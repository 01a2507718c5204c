import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { DesktopHandlers } from '../../protocol/desktop.ts'

type Listener = (event: unknown, argument: unknown) => unknown
const listeners = new Map<string, Listener>()
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, listener: Listener) => listeners.set(channel, listener) }
}))

const { answerRequests } = await import('./ipc.ts')
const updateSettings = vi.fn()
const from = (url: string, parent: object | null = null) => ({ senderFrame: { url, parent } })
const ours = from('app://parley/r/modi-kafu-ruse')

beforeEach(() => {
  updateSettings.mockReset()
  answerRequests({ updateSettings, copyText: () => {} } as unknown as DesktopHandlers)
})

describe('a request', () => {
  test('reaches its handler without what the schema does not know', async () => {
    await listeners.get('settings:update')?.(ours, { name: 'Ada', unknown: 1 })
    expect(updateSettings.mock.calls).toEqual([[{ name: 'Ada' }]])
  })

  test.each([
    ['another site', from('https://example.org/')],
    ['a frame inside a page', from('app://parley/', {})],
    ['a frame that has gone', { senderFrame: null }]
  ])('from %s is refused', (_who, event) => {
    expect(() => listeners.get('settings:update')?.(event, { name: 'Ada' })).toThrow('not trusted')
    expect(updateSettings).not.toHaveBeenCalled()
  })

  test.each([[undefined], ['text'], [{ theme: 'pink' }], [{ server: 'javascript:alert(1)' }]])(
    'with %j is refused',
    (argument) => {
      expect(() => listeners.get('settings:update')?.(ours, argument)).toThrow('does not fit')
      expect(updateSettings).not.toHaveBeenCalled()
    }
  )
})
