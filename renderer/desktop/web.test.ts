import { beforeEach, describe, expect, test, vi } from 'vitest'
import { DEFAULT_SETTINGS } from '../../protocol/settings.ts'
import { availableStorage, createWebDesktop } from './web.ts'

const writeText = vi.fn<(text: string) => Promise<void>>()

const create = (environment = {}) =>
  createWebDesktop({
    storage: window.localStorage,
    clipboard: { writeText },
    document,
    network: window,
    ...environment
  })

beforeEach(() => {
  window.localStorage.clear()
  writeText.mockReset().mockResolvedValue()
})

describe('settings', () => {
  test('outlive the page', async () => {
    await create().updateSettings({ name: 'Ada', theme: 'dark' })
    expect(await create().getSettings()).toEqual({ ...DEFAULT_SETTINGS, name: 'Ada', theme: 'dark' })
  })

  test.each(['not JSON', '7', '{"theme":"plaid","name":"Ada"}'])('survive damage: %s', async (stored) => {
    window.localStorage.setItem('parley.settings', stored)
    expect(await create().getSettings()).toMatchObject({ theme: 'system' })
  })

  test('of two tabs keep what each has changed', async () => {
    let stored: string | null = null
    const storage = {
      getItem: () => stored,
      setItem: (_key: string, value: string) => (stored = value)
    }
    const [one, other] = [create({ storage }), create({ storage })]
    await one.updateSettings({ theme: 'dark' })
    await other.updateSettings({ name: 'Ada' })
    expect(await one.getSettings()).toMatchObject({ theme: 'dark', name: 'Ada' })
  })

  test('last as long as the page without storage', async () => {
    const desktop = create({ storage: null })
    await desktop.updateSettings({ name: 'Ada' })
    expect((await desktop.getSettings()).name).toBe('Ada')
  })

  test('last as long as the page when storage is full', async () => {
    const setItem = vi.fn(() => {
      throw new DOMException('Full', 'QuotaExceededError')
    })
    const desktop = create({ storage: { getItem: () => null, setItem } })
    await desktop.updateSettings({ name: 'Ada' })
    expect(setItem).toHaveBeenCalled()
    expect((await desktop.getSettings()).name).toBe('Ada')
  })

  test('do without storage that may not be touched', () => {
    const blocked = {
      get localStorage(): Storage {
        throw new DOMException('Blocked', 'SecurityError')
      }
    }
    expect(availableStorage(() => (blocked as unknown as Window).localStorage)).toBeNull()
  })
})

describe('copying', () => {
  test('uses the clipboard', async () => {
    await create().copyText('a link')
    expect(writeText).toHaveBeenCalledWith('a link')
  })

  test('copies by selection on an insecure origin, and leaves the page as it was', async () => {
    const button = document.createElement('button')
    document.body.append(button)
    button.focus()
    let copied = ''
    document.execCommand = vi.fn(() => {
      copied = (document.querySelector('textarea') as HTMLTextAreaElement).value
      return true
    })
    await create({ clipboard: undefined }).copyText('a link')
    expect(copied).toBe('a link')
    expect(document.querySelector('textarea')).toBeNull()
    expect(document.activeElement).toBe(button)
    button.remove()
  })

  test('rejects when the browser does not copy', async () => {
    document.execCommand = vi.fn(() => false)
    await expect(create({ clipboard: undefined }).copyText('a link')).rejects.toThrow()
    writeText.mockRejectedValue(new DOMException('No', 'NotAllowedError'))
    await expect(create().copyText('a link')).rejects.toThrow()
  })
})

test('a browser runs no server', async () => {
  expect(await create().startEmbeddedServer()).toMatchObject({ ok: false, error: { reason: 'unsupported' } })
})
