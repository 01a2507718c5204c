import { expect, test } from './support/fixtures.ts'
import { startAgain } from './support/second-start.ts'

test.describe('the shell around a page', () => {
  test('keeps Node, foreign servers and foreign scripts out of it', async ({ launch }) => {
    const { app, page } = await launch({ name: 'Ada' })
    const preferences = await app.evaluate(({ webContents }) => {
      const contents = webContents.getAllWebContents()[0] as unknown as {
        getLastWebPreferences: () => Electron.WebPreferences
      }
      const { contextIsolation, sandbox, nodeIntegration, webSecurity } = contents.getLastWebPreferences()
      return { contextIsolation, sandbox, nodeIntegration, webSecurity }
    })
    expect(preferences).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true
    })

    const found = await page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'globalThis.inlineScriptRan = true'
      document.head.append(script)
      return {
        origin: location.origin,
        secure: isSecureContext,
        node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
        inlineScriptRan: 'inlineScriptRan' in globalThis,
        fetched: await fetch('http://127.0.0.1:9/').then(
          () => true,
          () => false
        ),
        // In a task of its own: what a test's driver runs itself is exempt from the policy.
        evaluated: await new Promise((resolve) =>
          setTimeout(() => {
            try {
              // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what has to be refused
              resolve(typeof new Function('return 1') === 'function')
            } catch {
              resolve(false)
            }
          })
        )
      }
    })
    expect(found).toEqual({
      origin: 'app://parley',
      secure: true,
      node: [],
      inlineScriptRan: false,
      fetched: false,
      evaluated: false
    })
  })

  test('grants what a meeting needs and nothing else', async ({ launch }) => {
    const { page } = await launch({ name: 'Ada' })
    const states = await page.evaluate(async () => {
      const names = ['camera', 'microphone', 'notifications', 'geolocation', 'midi', 'clipboard-read']
      const query = async (name: string) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName })
        return [name, state]
      }
      return Object.fromEntries(await Promise.all(names.map(query))) as Record<string, string>
    })
    expect(states).toEqual({
      camera: 'granted',
      microphone: 'granted',
      notifications: 'granted',
      geolocation: 'denied',
      midi: 'denied',
      'clipboard-read': 'denied'
    })
    const position = await page.evaluate(
      () =>
        new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            ({ code }) => resolve(code)
          )
        )
    )
    expect(position, 'PERMISSION_DENIED').toBe(1)
  })

  test('stays where it is: no navigation, no windows', async ({ launch }) => {
    const { app, page } = await launch({ name: 'Ada' })
    const opened = await page.evaluate(() => window.open('https://example.org/'))
    expect(opened).toBeNull()
    const ours = await page.evaluate(() => [
      window.open('about:blank', 'another-name'),
      window.open('https://example.org/', 'parley-pop-out')
    ])
    expect(ours, 'a name or an address that is not ours').toEqual([null, null])
    await app.evaluate(({ webContents }) => {
      const shared = globalThis as { navigations?: boolean[] }
      shared.navigations = []
      webContents
        .getAllWebContents()[0]
        ?.on('will-frame-navigate', (event) => shared.navigations?.push(event.defaultPrevented))
    })
    await page.evaluate(() => {
      location.href = 'https://example.org/'
    })
    const navigations = () => app.evaluate(() => (globalThis as { navigations?: boolean[] }).navigations)
    await expect.poll(navigations, 'whether each was prevented').toEqual([true])
    expect(page.url()).toMatch(/^app:\/\/parley\//)
    expect(app.windows()).toHaveLength(1)
  })

  test('has a bridge that refuses what does not fit', async ({ launch }) => {
    const { page } = await launch({ name: 'Ada' })
    const outcome = await page.evaluate(async () => {
      const bridge = (
        globalThis as unknown as { parley: Record<string, (argument: unknown) => Promise<unknown>> }
      ).parley
      const refused = (request: Promise<unknown> | undefined) =>
        request?.then(
          () => false,
          () => true
        )
      return {
        members: Object.keys(bridge).sort(),
        badSource: await refused(bridge.chooseScreenSource?.('file:///etc/passwd')),
        badTheme: await refused(bridge.updateSettings?.({ theme: 'pink' })),
        badDevice: await refused(bridge.requestDeviceAccess?.('screen')),
        noText: await refused(bridge.copyText?.(7)),
        badPage: await refused(bridge.openSystemSettings?.('https://example.org/')),
        badState: await refused(bridge.showMeetingState?.({ in: 'meeting', microphone: true })),
        theme: ((await bridge.getSettings?.(undefined)) as { theme: string }).theme
      }
    })
    expect(outcome).toEqual({
      members: [
        'announceMeeting',
        'checkForUpdates',
        'chooseScreenSource',
        'closeWindow',
        'copyText',
        'files',
        'findNearby',
        'getScreenCaptureSupport',
        'getSettings',
        'getSettingsStatus',
        'getSystemShortcuts',
        'getUpdateState',
        'hasTray',
        'info',
        'installUpdate',
        'listScreenSources',
        'onInviteOpened',
        'onMishap',
        'onNearbyMeetings',
        'onNetworkChanged',
        'onServerReached',
        'onShareInterrupted',
        'onSystemAction',
        'onUpdateState',
        'onWindowSight',
        'openSystemSettings',
        'ownsCertificate',
        'pinServer',
        'requestDeviceAccess',
        'saveProblemReport',
        'showMeetingState',
        'showWindow',
        'startEmbeddedServer',
        'updateSettings'
      ],
      badSource: true,
      badTheme: true,
      badDevice: true,
      noText: true,
      badPage: true,
      badState: true,
      theme: 'system'
    })
  })
})

test('nothing captures the screen that nobody has chosen', async ({ launch }) => {
  const { page } = await launch({ name: 'Ada' })
  const outcome = await page.evaluate(() =>
    navigator.mediaDevices.getDisplayMedia({ video: true }).then(
      () => 'captured',
      () => 'refused'
    )
  )
  expect(outcome).toBe('refused')
})

test('a window of ours has neither Node nor the bridge', async ({ launch }) => {
  const { page } = await launch({ name: 'Ada' })
  const found = await page.evaluate(() => {
    const child = window.open('about:blank', 'parley-pop-out')
    const names = ['parley', 'require', 'process'].filter((name) => child !== null && name in child)
    child?.close()
    return { opened: child !== null, names }
  })
  expect(found).toEqual({ opened: true, names: [] })
})

test('a second start hands its invite to the first and ends', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const { home, page, texts } = ada
  const start = async () => {
    const { code } = await startAgain(ada, `${server.origin}/r/modi-kafu-ruse`)
    expect(code).toBe(0)
  }
  const question = page.getByRole('alertdialog', { name: texts.invite.otherServer })

  await test.step("a link to a server that is not this person's asks first", async () => {
    await start()
    await expect(question).toContainText(server.origin)
    await question.getByRole('button', { name: texts.invite.otherServerCancel }).click()
    await expect(home.name).toBeVisible()
    await expect(page.getByText('modi-kafu-ruse')).toBeHidden()
  })
  await test.step('and leads there once it may', async () => {
    await start()
    await question.getByRole('button', { name: texts.invite.otherServerJoin }).click()
    await expect(page.getByText('modi-kafu-ruse')).toBeVisible()
  })
})
