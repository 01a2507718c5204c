import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { whyNoSandboxHere } from '../../../build/scripts/electron-sandbox.ts'
import type { ElectronRuntime } from '../../../build/scripts/electron-runtime.ts'
import { PROJECT } from '../../../build/scripts/project.ts'
import type { Settings } from '../../../protocol/settings.ts'
import { HomePage } from '../pages/home-page.ts'
import { LobbyPage } from '../pages/lobby-page.ts'
import { MeetingPage } from '../pages/meeting-page.ts'
import { QualityPage } from '../pages/quality-page.ts'
import { SettingsPage } from '../pages/settings-page.ts'
import { SharePage } from '../pages/share-page.ts'
import { installProbe, type ProbeOptions } from './probe.ts'
import { createProfile, MANAGED_FILE, removeProfile } from './profile.ts'
import { TEXTS, type Language, type Texts } from './texts.ts'
import { usedRuntime } from './used-runtime.ts'

export interface ParticipantOptions extends ProbeOptions {
  /** Display name in the settings; empty leaves it to the test. */
  name: string
  language?: Language
  /** Origin of a signaling server; without one the app uses its embedded server. */
  server?: string
  /** An invite link that the app is opened with, as by a click on it. */
  invite?: string
  settings?: Partial<Settings>
  /** Further files of the profile, by their names. */
  files?: Readonly<Record<string, string>>
  /** Further variables of the environment. */
  environment?: Readonly<Record<string, string>>
  /** What the file of settings holds instead of them, however damaged. */
  settingsFile?: string
  /** What an administrator has set on the machine. */
  managed?: object
  /** The installed app to open; the project in the tests' Electron by default. */
  installed?: ElectronRuntime
  /** Further command-line switches. */
  switches?: readonly string[]
  /**
   * Chromium's `--use-fake-device-for-media-stream` value: how many devices of each kind, at what rate. Null leaves
   * the machine's own; fake speakers play nothing that could be captured.
   */
  fakeDevices?: string | null
}

/** Three cameras, three microphones and three outputs, thirty pictures a second. */
const FAKE_DEVICES = 'device-count=3,fps=30'

/** A person at an app of their own: its process, its window, and its pages. */
export class Participant {
  readonly name: string
  readonly app: ElectronApplication
  readonly page: Page
  readonly texts: Texts
  readonly home: HomePage
  readonly lobby: LobbyPage
  readonly meeting: MeetingPage
  readonly quality: QualityPage
  readonly settings: SettingsPage
  readonly share: SharePage
  /** The folder in which the app keeps what it remembers. */
  readonly profile: string
  #closed: Promise<void> | null = null

  constructor(name: string, app: ElectronApplication, page: Page, texts: Texts, profile: string) {
    this.name = name
    this.app = app
    this.page = page
    this.texts = texts
    this.home = new HomePage(page, texts)
    this.lobby = new LobbyPage(page, texts)
    this.meeting = new MeetingPage(page, texts)
    this.quality = new QualityPage(page, texts)
    this.settings = new SettingsPage(page, texts)
    this.share = new SharePage(page, texts)
    this.profile = profile
  }

  /** What the system's clipboard holds. Apps on one display share it. */
  async clipboard(): Promise<string> {
    return this.app.evaluate(({ clipboard }) => clipboard.readText())
  }

  /** Ends the app and removes its profile. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= this.app
      .close()
      .catch(() => undefined)
      .then(() => removeProfile(this.profile))
    return this.#closed
  }
}

/** Opens the app for one person, in a profile of their own, with a probe in its page. */
export async function launchParticipant(options: ParticipantOptions): Promise<Participant> {
  const { name, language = 'en', server = null, invite, switches = [], fakeDevices = FAKE_DEVICES } = options
  const { installed } = options
  const runtime = installed ?? usedRuntime()
  const profile = await createProfile({ name, language, server, ...options.settings }, options)
  try {
    for (const [file, text] of Object.entries(options.files ?? {})) await writeFile(join(profile, file), text)
    const app = await _electron.launch({
      executablePath: runtime.executable,
      env: {
        ...environmentOf(process.env),
        PARLEY_MANAGED_SETTINGS: join(profile, MANAGED_FILE),
        ...options.environment
      },
      args: [
        ...(installed === undefined ? [PROJECT] : []),
        `--user-data-dir=${profile}`,
        ...(fakeDevices === null ? [] : [`--use-fake-device-for-media-stream=${fakeDevices}`]),
        ...(whyNoSandboxHere(runtime) === null ? [] : ['--no-sandbox']),
        ...switches
      ]
    })
    const page = await openWithProbe(app, options)
    if (invite !== undefined) await openInvite(app, invite)
    return new Participant(name, app, page, TEXTS[language], profile)
  } catch (error) {
    await removeProfile(profile)
    throw error
  }
}

function environmentOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  const given = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined
  )
  return Object.fromEntries(given)
}

/** The window, loaded with the probe in place: the first load may have been faster than it. */
async function openWithProbe(app: ElectronApplication, { relayOnly }: ProbeOptions): Promise<Page> {
  await app.context().addInitScript(installProbe, { relayOnly })
  const page = await app.firstWindow()
  await page.waitForLoadState()
  if (await page.evaluate(() => globalThis.mediaProbe === undefined)) await page.reload()
  return page
}

/** Opens an invite as the system does when its link is clicked while the app is running. */
async function openInvite(app: ElectronApplication, link: string): Promise<void> {
  await app.evaluate(({ app }, words) => app.emit('second-instance', {}, words), ['parley', link])
}
