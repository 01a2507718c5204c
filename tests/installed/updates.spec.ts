import { generateKeyPairSync } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { UpdateState } from '../../protocol/updates.ts'
import { expect, test } from '../e2e/support/fixtures.ts'
import { INSTALLED_APP, install, uninstall } from './installed-app.ts'
import { startUpdateServer } from './update-server.ts'

test.beforeAll(install)
test.afterAll(uninstall)

test('the installed app believes its makers alone, and only what is newer', async ({ launch }) => {
  const makers = process.env.PARLEY_UPDATE_KEY ?? ''
  const stranger = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })
  const server = await startUpdateServer()
  try {
    const { page } = await launch({ name: 'Ada', installed: INSTALLED_APP, switches: server.switches })

    server.offer('9.0.0', stranger.toString())
    expect(await checkForUpdates(page)).toEqual({ status: 'failed', reason: 'untrusted' })
    server.offer('0.0.1', makers)
    expect(await checkForUpdates(page), 'a downgrade').toMatchObject({ status: 'current' })
    server.offer('9.0.0', makers)
    // The package is the system's: the app only says that there is a newer one.
    expect(await checkForUpdates(page)).toEqual({ status: 'available', version: '9.0.0' })
    // Nothing by which the server would know this installation again.
    expect(server.requests.length).toBeGreaterThan(0)
    expect(server.requests.flatMap(Object.keys).filter((name) => /id|cookie/.test(name))).toEqual([])
    server.close()
    expect(await checkForUpdates(page)).toEqual({ status: 'failed', reason: 'unreachable' })
  } finally {
    server.close()
  }
})

/** Lets the app look, and waits for what comes of it. */
async function checkForUpdates(page: Page): Promise<UpdateState> {
  return page.evaluate(async () => {
    interface Bridge {
      checkForUpdates: () => Promise<void>
      onUpdateState: (listener: (state: UpdateState) => void) => () => void
    }
    const bridge = (globalThis as unknown as { parley: Bridge }).parley
    return new Promise<UpdateState>((resolve) => {
      const stop = bridge.onUpdateState((state) => {
        if (state.status === 'checking') return
        stop()
        resolve(state)
      })
      void bridge.checkForUpdates()
    })
  })
}
