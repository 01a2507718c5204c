import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isOnPath } from '../../build/scripts/display.ts'
import { formatDeepLink, parseInvite } from '../../protocol/invite.ts'
import { expectMovingPictures, expectSilence, expectSound } from '../e2e/support/expect-media.ts'
import { expect, test as base } from '../e2e/support/fixtures.ts'
import { madeConnections, openConnections } from '../e2e/support/media.ts'
import { joinByLink } from '../e2e/support/meet.ts'
import type { Participant, ParticipantOptions } from '../e2e/support/participant.ts'
import { INSTALLED_APP, install, linkCommand, uninstall } from './installed-app.ts'
import { filesBelow, systemFiles } from './system-files.ts'

const test = base.extend<{ open: (options: ParticipantOptions) => Promise<Participant> }>({
  open: async ({ launch }, use) => use((options) => launch({ ...options, installed: INSTALLED_APP }))
})

test.describe.configure({ mode: 'serial' })

/** What a terminal finds by its name. */
const COMMAND = '/usr/bin/parley'

/** What the system's libraries for settings and sound leave, whichever program uses them. */
const OF_LIBRARIES = /^\.cache\/dconf\/|^\.config\/pulse\//

let home = ''
let before = new Set<string>()

test.beforeAll(async () => {
  // Whatever the app leaves in the person's folder is left there.
  home = await mkdtemp(join(tmpdir(), 'parley-home-'))
  for (const name of ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME']) delete process.env[name]
  process.env.HOME = home
  before = await systemFiles()
  await install()
})

test.afterAll(async () => {
  await uninstall()
  await rm(home, { recursive: true, force: true })
})

test('the package brings what desktops look for', () => {
  for (const path of [
    '/usr/bin/parley',
    '/usr/share/applications/parley.desktop',
    '/usr/share/icons/hicolor/512x512/apps/parley.png',
    '/usr/share/metainfo/app.parley.Parley.metainfo.xml'
  ]) {
    expect(statSync(path).isFile(), path).toBe(true)
  }
  const { uid, mode } = statSync('/opt/parley/chrome-sandbox')
  expect({ uid, writable: (mode & 0o022) !== 0 }).toEqual({ uid: 0, writable: false })
  // Each says what is wrong and ends with an error.
  if (isOnPath('appstreamcli')) {
    const metainfo = '/usr/share/metainfo/app.parley.Parley.metainfo.xml'
    execFileSync('appstreamcli', ['validate', '--no-net', metainfo], { stdio: 'pipe' })
  }
  if (isOnPath('desktop-file-validate')) {
    execFileSync('desktop-file-validate', ['/usr/share/applications/parley.desktop'], { stdio: 'pipe' })
  }
})

/** Starts the installed app once more in somebody's profile, as from a terminal. @returns its exit code */
async function startAgain({ profile }: Participant, program: string, ...words: string[]): Promise<number> {
  const second = spawn(program, [...words, `--user-data-dir=${profile}`, '--no-sandbox'], { stdio: 'ignore' })
  const [code] = (await once(second, 'exit')) as [number]
  return code
}

test('two people meet on the server inside the app; a link and a crashed page lead back', async ({
  open
}) => {
  const ada = await open({ name: 'Ada' })
  const lin = await open({ name: 'Lin' })
  await ada.home.newMeeting()
  await ada.lobby.join()
  const invite = await ada.meeting.inviteLink()
  await joinByLink(lin, invite)
  for (const { page } of [ada, lin]) {
    await expectMovingPictures(page, 1)
    await expectSound(page, 1)
  }

  await test.step('the command mutes in the app that runs, which the other person sees and hears', async () => {
    expect(await startAgain(ada, COMMAND, '--toggle-mute')).toBe(0)
    await expect(lin.meeting.mutedSign('Ada')).toBeVisible()
    await expectSilence(lin.page)
    expect(await startAgain(ada, COMMAND, '--toggle-mute')).toBe(0)
    await expect(lin.meeting.mutedSign('Ada')).toBeHidden()
    await expectSound(lin.page, 1)
  })

  await test.step('a page whose process is killed comes back into its meeting', async () => {
    const before = await madeConnections(ada.page)
    await lin.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    )
    await expect.poll(() => madeConnections(ada.page)).toBe(before + 1)
    expect(await openConnections(ada.page)).toBe(1)
    await expectMovingPictures(ada.page, 1)
  })

  await test.step('a parley: link reaches the app that runs', async () => {
    const cleo = await open({ name: 'Cleo' })
    const { room = '', server, fingerprint } = parseInvite(invite) ?? {}
    const link = formatDeepLink(room, server ?? '', false, fingerprint)
    const [program = '', ...words] = await linkCommand(link)
    expect(await startAgain(cleo, program, ...words)).toBe(0)
    // It isn't the server that Cleo uses.
    const { otherServer, otherServerJoin } = cleo.texts.invite
    const question = cleo.page.getByRole('alertdialog', { name: otherServer })
    await question.getByRole('button', { name: otherServerJoin }).click()
    await cleo.lobby.join()
    await expectMovingPictures(cleo.page, 2)
  })
})

test('started again, the window is where it was', async ({ open }) => {
  const bounds = { x: 130, y: 110, width: 880, height: 610 }
  const boundsOf = ({ app }: Participant) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
  const ada = await open({ name: 'Ada' })
  await ada.app.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds)
  }, bounds)
  await expect.poll(() => boundsOf(ada)).toMatchObject({ width: bounds.width, height: bounds.height })
  const before = await boundsOf(ada)
  const ended = ada.app.waitForEvent('close')
  expect(await startAgain(ada, COMMAND, '--quit')).toBe(0)
  await ended
  const places = await readFile(join(ada.profile, 'windows.json'), 'utf8')
  const again = await open({ name: 'Ada', files: { 'windows.json': places } })
  expect(await boundsOf(again)).toEqual(before)
})

test('settings that are no settings stop nothing', async ({ open }) => {
  const ada = await open({ name: 'Ada', settingsFile: '{"name": "Ada", "server' })
  await ada.home.name.fill('Ada')
  await ada.home.newMeeting()
  await ada.lobby.join()
  await expect(ada.meeting.controls).toBeVisible()
  // By default nobody quits in the midst of a meeting without being asked.
  await ada.meeting.leave()
})

test('removed, it leaves nothing behind', async () => {
  const left = await filesBelow(home)
  expect(
    left.filter((path) => !OF_LIBRARIES.test(path)),
    'outside of the profile'
  ).toEqual([])
  await uninstall()
  const after = await systemFiles()
  expect([...after].filter((path) => !before.has(path))).toEqual([])
})
