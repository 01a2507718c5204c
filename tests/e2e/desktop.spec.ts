import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { DesktopApi } from '../../protocol/desktop.ts'
import { expectSilence, expectSound } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { inviteTo, meet } from './support/meet.ts'
import type { Participant } from './support/participant.ts'
import { startAgain } from './support/second-start.ts'

/** What a window of the app is and does, by the address of its page. */
async function mainWindow({ app }: Participant, act: 'close' | 'minimize'): Promise<void> {
  await app.evaluate(({ BrowserWindow }, act) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().startsWith('app:'))
      ?.[act]()
  }, act)
}

/** The small window, once it is there. */
async function miniOf({ app, texts }: Participant): Promise<Page> {
  await expect.poll(() => app.windows().length).toBe(2)
  const mini = app.windows()[1]
  if (mini === undefined) throw new Error('There is no small window')
  await expect(mini).toHaveTitle(texts.desktop.mini)
  return mini
}

/** Pictures that a page's video has shown. */
function shownPictures(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0)
}

test('a second start mutes, says what it does not know, and closing in a call asks', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada', settings: { confirmLeave: true } })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), lin, ada)
  await expectSound(lin.page, 1)

  await test.step('the other person hears nothing any more, and hears again', async () => {
    expect(await startAgain(ada, '--toggle-mute')).toMatchObject({ code: 0 })
    await expect(lin.meeting.mutedSign('Ada')).toBeVisible()
    await expectSilence(lin.page)
    expect(await startAgain(ada, '--toggle-mute')).toMatchObject({ code: 0 })
    await expectSound(lin.page, 1)
  })
  await test.step('an option that is all but right is refused', async () => {
    const { code, errors } = await startAgain(ada, '--toggle-mut')
    expect(code).toBe(2)
    expect(errors).toContain('--toggle-mute')
    expect(await startAgain(ada, '--help')).toMatchObject({
      code: 0,
      output: expect.stringContaining('--raise-hand')
    })
  })
  await test.step('who closes the window is asked; who stays is still there, who leaves is gone', async () => {
    const { meeting } = ada.texts
    const dialog = ada.page.getByRole('alertdialog', { name: meeting.leaveTitle })
    expect(await startAgain(ada, '--quit')).toMatchObject({ code: 0 })
    await dialog.getByRole('button', { name: meeting.stay }).click()
    await expect(dialog).toBeHidden()
    await mainWindow(ada, 'close')
    await expect(dialog).toContainText(meeting.closeText)
    await dialog.getByRole('button', { name: meeting.stay }).click()
    await expect(dialog).toBeHidden()
    await expect(ada.meeting.tile('Lin')).toBeVisible()
    await mainWindow(ada, 'close')
    const closed = ada.app.waitForEvent('close')
    await dialog.getByRole('button', { name: meeting.leave, exact: true }).click()
    await closed
    await expect(lin.meeting.tile('Ada')).toBeHidden()
  })
})

/** Tries to close somebody's window, as often as they would, until the app has ended. */
async function closeAtLast(participant: Participant): Promise<void> {
  let ended = false
  participant.app.once('close', () => (ended = true))
  const tryOnce = async () => {
    if (!ended) await mainWindow(participant, 'close').catch(() => undefined)
    return ended
  }
  await expect.poll(tryOnce, { intervals: [500] }).toBe(true)
}

test('a page that hangs keeps nobody from closing its window', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada', settings: { confirmLeave: true } })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), lin, ada)
  void ada.page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined)
  await closeAtLast(ada)
})

test('without a tray to go into, a window that is closed is closed', async ({ launch }) => {
  const ada = await launch({
    name: 'Ada',
    settings: { closeToTray: true },
    environment: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' }
  })
  const ended = ada.app.waitForEvent('close')
  await mainWindow(ada, 'close')
  await ended
})

test('a meeting whose window is minimised goes on in a small one, which never takes the focus', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await mainWindow(ada, 'minimize')
  const mini = await miniOf(ada)

  await test.step('it shows whom it is about, in pictures that move', async () => {
    await expect(mini.getByText('Lin', { exact: true }).first()).toBeVisible()
    const before = await shownPictures(mini)
    await expect.poll(() => shownPictures(mini)).toBeGreaterThan(before + 15)
  })
  await test.step('it is above everything, and has not taken the focus', async () => {
    const windows = await ada.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => ({
        onTop: window.isAlwaysOnTop(),
        focused: window.isFocused()
      }))
    )
    expect(windows).toContainEqual({ onTop: true, focused: false })
  })
  await test.step('it mutes', async () => {
    await mini.getByRole('button', { name: ada.texts.devices.mute, exact: true }).click()
    await expect(lin.meeting.mutedSign('Ada')).toBeVisible()
  })
  await test.step('it leads back, and goes', async () => {
    await mini.getByRole('button', { name: ada.texts.desktop.back }).click()
    await expect.poll(() => ada.app.windows().length).toBe(1)
    await expect(ada.meeting.tile('Lin')).toBeVisible()
  })
})

test('the window comes back where it was, and the app starts at login if it shall', async ({ launch }) => {
  const config = await mkdtemp(join(tmpdir(), 'parley-config-'))
  const bounds = { x: 140, y: 120, width: 900, height: 620 }
  const boundsOf = ({ app }: Participant) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
  try {
    const ada = await launch({ name: 'Ada', environment: { XDG_CONFIG_HOME: config } })
    const profile = await ada.app.evaluate(({ app }) => app.getPath('userData'))
    const places = join(profile, 'windows.json')
    await ada.app.evaluate(({ BrowserWindow }, bounds) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(bounds)
    }, bounds)
    await expect
      .poll(() => readFile(places, 'utf8').catch(() => ''))
      .toContain(`"width":${bounds.width},"height":${bounds.height}`)
    const before = await boundsOf(ada)
    const again = await launch({ name: 'Ada', files: { 'windows.json': await readFile(places, 'utf8') } })
    // A window manager places a window after it has been opened.
    await expect.poll(() => boundsOf(again)).toEqual(before)

    const entry = join(config, 'autostart', 'parley.desktop')
    const setLaunch = (on: boolean) =>
      ada.page.evaluate(
        (launchAtLogin) =>
          (globalThis as unknown as { parley: DesktopApi }).parley.updateSettings({ launchAtLogin }),
        on
      )
    await setLaunch(true)
    expect(await readFile(entry, 'utf8')).toMatch(/^Exec=\S+.* --at-login$/m)
    await setLaunch(false)
    await expect(readFile(entry)).rejects.toThrow('ENOENT')
  } finally {
    await rm(config, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
})
