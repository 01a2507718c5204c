import { beforeEach, expect, test, vi } from 'vitest'

const openExternal = vi.fn<(address: string) => Promise<void>>(() => Promise.resolve())
vi.mock('electron', () => ({ shell: { openExternal: (address: string) => openExternal(address) } }))

const { openLink } = await import('./open-link.ts')

beforeEach(() => openExternal.mockClear())

test.each(['https://example.org/a?b#c', 'http://example.org/', 'mailto:ada@example.org'])(
  'opens %s',
  (address) => {
    openLink(address)
    expect(openExternal.mock.calls).toEqual([[address]])
  }
)

test.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://host/share',
  'about:blank',
  'C:\\Windows',
  ''
])('opens nothing for %s', (address) => {
  openLink(address)
  expect(openExternal).not.toHaveBeenCalled()
})

test('where nothing can open it, nothing happens', async () => {
  openExternal.mockRejectedValueOnce(new Error('no program'))
  openLink('https://example.org/')
  await Promise.resolve()
})
