import { expect, test, vi } from 'vitest'

vi.mock('electron', () => ({ app: {}, ipcMain: {} }))
const { inviteIn } = await import('./deep-links.ts')

test('the invite in a command line is the first link to a meeting', () => {
  const link = 'parley://meet.example.org/r/modi-kafu-ruse'
  expect(
    inviteIn(['/opt/parley', '--user-data-dir=/tmp/r/x', '.', link, 'https://other.example/r/abc'])
  ).toBe(link)
})

test('a code alone names no server, and other words are no invites', () => {
  expect(
    inviteIn(['electron', '/home/ada/r/parley', 'modi-kafu-ruse', '--join=https://a.example/r/abc'])
  ).toBeNull()
})
