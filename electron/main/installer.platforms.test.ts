import { generateKeyPairSync } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { createInstaller } from './installer.ts'

/** The updater of each platform that was made, and how it was set up. */
const { FakeUpdater } = vi.hoisted(() => {
  class FakeUpdater {
    static made: FakeUpdater[] = []
    autoDownload = true
    autoInstallOnAppQuit = false
    allowDowngrade = true
    quitAndInstall = vi.fn()

    constructor() {
      FakeUpdater.made.push(this)
    }

    setFeedURL(): void {}
  }
  return { FakeUpdater }
})

vi.mock('electron-updater', () => ({
  AppImageUpdater: class AppImageUpdater extends FakeUpdater {},
  DebUpdater: class DebUpdater extends FakeUpdater {},
  MacUpdater: class MacUpdater extends FakeUpdater {},
  NsisUpdater: class NsisUpdater extends FakeUpdater {}
}))

const publicKey = generateKeyPairSync('ed25519')
  .publicKey.export({ format: 'der', type: 'spki' })
  .toString('base64')

test.each([
  ['win32', false, 'NsisUpdater', true],
  ['darwin', false, 'MacUpdater', true],
  ['linux', true, 'AppImageUpdater', true],
  // A package belongs to the system.
  ['linux', false, 'DebUpdater', false]
] as const)('on %s (AppImage: %s) it is %s', async (platform, appImage, name, installs) => {
  const source = { url: 'https://updates.example.org/', publicKey }
  const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
  const installer = await createInstaller({
    source,
    channel: 'stable',
    platform,
    appImage,
    onRestart: vi.fn(),
    log
  })
  const updater = FakeUpdater.made.at(-1)
  expect(updater?.constructor.name).toBe(name)
  expect(updater).toMatchObject({ autoDownload: false, autoInstallOnAppQuit: true, allowDowngrade: false })
  expect(installer.installs).toBe(installs)

  installer.drop()
  expect(updater?.autoInstallOnAppQuit).toBe(false)
  installer.restart()
  expect(updater?.quitAndInstall, 'silent, and started again').toHaveBeenCalledWith(true, true)
})
