import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { expect } from '@playwright/test'
import { remoteMedia, type RemoteMedia } from '../e2e/support/media.ts'
import { launchParticipant, type Participant } from '../e2e/support/participant.ts'
import type { Language } from '../e2e/support/texts.ts'
import { writePortraitVideo, type PortraitColors } from './portrait-video.ts'

const PEOPLE: readonly { name: string; language: Language; greeting: string; colors: PortraitColors }[] = [
  {
    name: 'Ada',
    language: 'en',
    greeting: 'Hello Lin, I can see you!',
    colors: { background: [150, 190, 200], clothes: [190, 90, 75], skin: [236, 198, 170], hair: [92, 58, 38] }
  },
  {
    name: 'Lin',
    language: 'zh-CN',
    greeting: '你好，Ada！我也看到你了。',
    colors: {
      background: [214, 186, 150],
      clothes: [60, 110, 120],
      skin: [228, 184, 148],
      hair: [30, 28, 32]
    }
  }
]

/** How long media and chat may take to arrive, in milliseconds. */
const ARRIVAL = 60_000

/** Pictures after which the encoder has found its rate, so that the screenshots are sharp. */
const STEADY_FRAMES = 60

/** Times between looks, in milliseconds: a beep comes each second, and who looks each second may never hear it. */
const LOOKS = [370]

/** A level that is heard, linear; between its beeps the fake microphone is all but silent. */
const AUDIBLE = 0.01

const { values } = parseArgs({ options: { shots: { type: 'string' } } })
const videos = mkdtempSync(join(tmpdir(), 'parley-demo-'))
const people: Participant[] = []
try {
  for (const [place, person] of PEOPLE.entries()) {
    const video = join(videos, `${person.name}.y4m`)
    writePortraitVideo(video, person.colors)
    const participant = await launchParticipant({
      name: person.name,
      language: person.language,
      switches: [`--use-file-for-fake-video-capture=${video}`]
    })
    people.push(participant)
    await placeWindow(participant, place)
  }
  await meet(people)
  if (values.shots === undefined) await untilClosed(people)
  else await proveAndPicture(people, resolve(values.shots))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await Promise.all(people.map((participant) => participant.close()))
  rmSync(videos, { recursive: true, force: true })
}

/** Puts the windows side by side on the screen. */
async function placeWindow({ app }: Participant, place: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow, screen }, [place, count]) => {
      const { x, y, width, height } = screen.getPrimaryDisplay().workArea
      const share = Math.floor(width / count)
      const bounds = {
        x: x + place * share,
        y,
        width: share,
        height: Math.min(height, Math.round(share * 0.8))
      }
      BrowserWindow.getAllWindows()[0]?.setBounds(bounds)
    },
    [place, PEOPLE.length] as const
  )
}

/** The first makes a meeting, the others join by its link, and each greets. */
async function meet([host, ...guests]: readonly Participant[]): Promise<void> {
  if (host === undefined) return
  await host.home.newMeeting()
  await host.lobby.join()
  const link = await host.meeting.inviteLink()
  for (const guest of guests) {
    await guest.home.join(link)
    await guest.lobby.join()
  }
  for (const { name } of people) {
    for (const other of people)
      if (other.name !== name) await expect(other.meeting.picture(name)).toBeVisible({ timeout: ARRIVAL })
  }
  for (const [place, participant] of people.entries()) {
    await participant.meeting.sendChat(PEOPLE[place]?.greeting ?? '')
  }
}

/** Waits until everybody sees, hears and reads the others; then saves a picture of each window. */
async function proveAndPicture(participants: readonly Participant[], folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const participant of participants) {
    const { name, page, meeting } = participant
    const greetings = PEOPLE.filter((person) => person.name !== name).map((person) => person.greeting)
    const before = (await remoteMedia(page))[0]?.framesDecoded ?? 0
    let media: RemoteMedia | undefined
    await expect(async () => {
      media = (await remoteMedia(page))[0]
      expect(media?.framesDecoded, `${name} sees no moving picture`).toBeGreaterThan(before + STEADY_FRAMES)
      expect(media?.audioLevel, `${name} hears nothing`).toBeGreaterThan(AUDIBLE)
    }).toPass({ timeout: ARRIVAL, intervals: LOOKS })
    for (const greeting of greetings)
      await expect(meeting.messages).toContainText(greeting, { timeout: ARRIVAL })
    await page.screenshot({ path: join(folder, `${name.toLowerCase()}.png`) })
    console.log(
      `${name}: remote frames decoded ${media?.framesDecoded}, remote audio level ${media?.audioLevel.toFixed(3)}, ` +
        `chat received ${greetings.length}`
    )
  }
}

async function untilClosed(participants: readonly Participant[]): Promise<void> {
  console.log('Ada and Lin are in one meeting. Close both windows, or press Ctrl-C, to end the demo.')
  await Promise.all(participants.map(({ page }) => page.waitForEvent('close', { timeout: 0 })))
}
