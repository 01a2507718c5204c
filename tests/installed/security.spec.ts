import type { ElectronApplication } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CHILD_WINDOWS } from '../../protocol/desktop.ts'
import { checkFuses } from '../../build/installers/check-fuses.ts'
import { expect, test } from '../e2e/support/fixtures.ts'
import { inviteTo, meet } from '../e2e/support/meet.ts'
import { INSTALLED_APP, install, uninstall } from './installed-app.ts'

test.beforeAll(install)
test.afterAll(uninstall)

test('the binary has the fuses of an app for tests, and not those of a release', async () => {
  await checkFuses(INSTALLED_APP.executable, 'qa')
  // Node's inspector, which drives these tests.
  await expect(checkFuses(INSTALLED_APP.executable, 'release')).rejects.toThrow(
    /EnableNodeCliInspectArguments$/
  )
})

test('every window is confined, and the log tells nobody anything', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada', installed: INSTALLED_APP })
  const lin = await launch({ name: 'Lin', installed: INSTALLED_APP })
  await meet(inviteTo(server), ada, lin)
  // The other windows that there can be. They are kept open by whoever holds them.
  const others = Object.values(CHILD_WINDOWS)
  await ada.page.evaluate((names) => {
    for (const name of names) window.open('about:blank', name)
  }, others)
  await expect.poll(() => ada.app.windows().length).toBe(1 + others.length)

  for (const preferences of await webPreferences(ada.app)) {
    expect(preferences).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false
    })
  }
  for (const page of ada.app.windows()) {
    const found = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'globalThis.inlineScriptRan = true'
      document.head.append(script)
      return {
        node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
        inlineScriptRan: 'inlineScriptRan' in globalThis,
        opened: window.open('https://example.org/') !== null
      }
    })
    expect(found, page.url()).toEqual({ node: [], inlineScriptRan: false, opened: false })
  }
  expect(await attemptedNavigations(ada.app), 'whether each was prevented').toEqual([
    true,
    ...others.map(() => true)
  ])
  expect(await foreignPermissions(ada.app, server.origin)).toEqual([
    'denied',
    'denied',
    'denied',
    'NotAllowedError'
  ])

  const log = await readFile(join(ada.profile, 'logs', 'parley.log'), 'utf8')
  const secret = await readFile(join(ada.profile, 'signaling-secret'), 'utf8')
  for (const told of [secret.trim(), 'modi-kafu-ruse', 'ice-pwd', 'a=candidate', 'Lin']) {
    expect(log).not.toContain(told)
  }
})

/** How each window was made. */
function webPreferences(app: ElectronApplication): Promise<Record<string, unknown>[]> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      const contents = webContents as unknown as { getLastWebPreferences: () => Electron.WebPreferences }
      const { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag } =
        contents.getLastWebPreferences()
      return { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag }
    })
  )
}

/** Lets the page of every window go elsewhere, and tells for each whether that was prevented. */
async function attemptedNavigations(app: ElectronApplication): Promise<boolean[]> {
  await app.evaluate(({ webContents }) => {
    const shared = globalThis as { prevented?: boolean[] }
    shared.prevented = []
    for (const contents of webContents.getAllWebContents()) {
      contents.on('will-frame-navigate', (event) => shared.prevented?.push(event.defaultPrevented))
    }
  })
  // The app's own window comes last: when its page tries to go, the others are closed.
  const pages = app.windows().reverse()
  for (const page of pages) {
    await page.evaluate(() => {
      // In a task of its own: a page on its way elsewhere answers no question.
      setTimeout(() => {
        location.href = 'https://example.org/'
      })
    })
  }
  const prevented = () => app.evaluate(() => (globalThis as { prevented?: boolean[] }).prevented ?? [])
  await expect.poll(async () => (await prevented()).length).toBe(pages.length)
  return prevented()
}

/** What a page of another origin is given, in a window with the app's own session. */
function foreignPermissions(app: ElectronApplication, origin: string): Promise<string[]> {
  return app.evaluate(async ({ BrowserWindow }, origin) => {
    const window = new BrowserWindow({ show: false })
    await window.loadURL(origin)
    const answers = (await window.webContents.executeJavaScript(`Promise.all([
      ...['camera', 'microphone', 'notifications'].map((name) =>
        navigator.permissions.query({ name }).then(({ state }) => state)
      ),
      navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', ({ name }) => name)
    ])`)) as string[]
    window.destroy()
    return answers
  }, origin)
}
