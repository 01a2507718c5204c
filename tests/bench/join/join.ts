import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { say } from '../../../build/scripts/project.ts'
import { startServerProcess } from '../../../build/scripts/server-process.ts'
import { expectMovingPictures } from '../../e2e/support/expect-media.ts'
import { remoteMedia } from '../../e2e/support/media.ts'
import { inviteTo, joinByLink } from '../../e2e/support/meet.ts'
import { launchParticipant, type Participant } from '../../e2e/support/participant.ts'
import { VIDEOS_OF_OTHERS } from '../../e2e/support/tiles-of-others.ts'
import { timeOfClick } from '../../e2e/support/time-of-click.ts'
import type { Bench } from '../bench.ts'
import { everybodyConnected } from '../everybody-connected.ts'
import { figureOf, type Figure } from '../figure.ts'
import { awaitPicture, pictureShownAt } from '../share/first-picture.ts'
import { bareJoin, type JoinTimes } from './bare-join.ts'
import { awaitMedia, mediaCameAt } from './first-media.ts'

const RUNS = 5
const COLD_RUNS = 3

/** How long it may take until everybody who is there is connected, in milliseconds. */
const LIMIT = 180_000

/** How many people there are once everybody is in. */
const SIZES = [2, 4, 8]

const NAMES = ['Lin', 'Sam', 'Kim', 'Eva', 'Omar', 'Grace', 'Alan']

/** How soon people see and hear each other. */
export const JOIN: Bench = {
  about: `Somebody in the lobby, with camera and microphone on, clicks on _Join_; the others, all on the same machine, have been in
the meeting for a while, with their cameras on. Shown and played at both ends, whichever is later. Where a page has no place for
everybody, those who have one count: a machine that carries eight people's windows shows fewer faces in each. The limit is two bare
connections with a call as signaling, in one page, whose camera and microphone are on; the others' windows are there as well.

- \`join.first-frame.2\`, \`.4\`, \`.8\`: until everybody sees everybody anew, with 1, 3 and 7 others, as far as the machine carries them.
- \`join.first-frame.cold\`: the same with one other, the first time in an app that has just been started.
- \`join.first-audio.2\`: until the first packet of sound is played.
- \`join.back\`: from when a window that was hidden is shown until a new picture is, which nobody has encoded for it meanwhile.

Where the first picture is above its aim: the limit is one page, and here two or more apps, of seven processes each, share the cores
with the drawing of their windows. On two cores without a graphics card these are full in the first seconds, a third of it with
drawing, and threads wait four times as long as they run. Eight people's windows weren't carried by two such cores (see mesh).`,
  aims: {
    'join.first-frame.2': { of: 'ratio', bound: 'most', is: 1.3 },
    'join.first-frame.8': { of: 'ratio', bound: 'most', is: 3 },
    'join.back': { of: 'value', bound: 'most', is: 300 }
  },
  measure
}

async function measure(): Promise<Figure[]> {
  const server = await startServerProcess({ port: 0, host: '127.0.0.1' })
  const people: Participant[] = []
  const enter = async (name: string) => {
    // A small window in place of the hidden one would go on showing pictures.
    const person = await launchParticipant({ name, settings: { miniWindow: false } })
    people.push(person)
    return person
  }
  const link = inviteTo(server)
  try {
    const others = [await enter(NAMES[0] ?? '')]
    for (const other of others) await joinByLink(other, link)
    const cold: JoinTimes[] = []
    for (let run = 0; run < COLD_RUNS; run++) {
      const ada = await enter('Ada')
      cold.push(await join(ada, others, link))
      await ada.close()
    }
    const ada = await enter('Ada')
    await warmUp(ada, others, link)
    const bare: JoinTimes[] = []
    const figures: Figure[] = []
    for (const size of SIZES) {
      try {
        while (others.length < size - 1) {
          const other = await enter(NAMES[others.length] ?? '')
          await joinByLink(other, link, LIMIT)
          others.push(other)
        }
        for (const { page } of others) await everybodyConnected(page, size - 2, LIMIT)
      } catch (error) {
        say(`this machine doesn't carry the windows of ${size} people: ${String(error)}`)
        break
      }
      const times: JoinTimes[] = []
      for (let run = 0; run < RUNS; run++) {
        bare.push(await bareJoin(ada.page))
        times.push(await join(ada, others, link))
        await leave(ada, others)
      }
      const limits = bare.splice(0)
      const of = (what: keyof JoinTimes) =>
        [times.map((each) => each[what]), limits.map((each) => each[what])] as const
      figures.push(figureOf(`join.first-frame.${size}`, 'ms', ...of('pictures')))
      if (size !== 2) continue
      figures.push(
        figureOf(
          'join.first-frame.cold',
          'ms',
          cold.map(({ pictures }) => pictures)
        )
      )
      figures.push(figureOf('join.first-audio.2', 'ms', ...of('sound')))
      figures.push(await measureBack(ada, others[0] as Participant, link))
    }
    return figures
  } finally {
    await Promise.all(people.map((person) => person.close()))
    await server.stop()
  }
}

/** The first time is the one that is cold. */
async function warmUp(ada: Participant, others: readonly Participant[], link: string): Promise<void> {
  await bareJoin(ada.page)
  await join(ada, others, link)
  await leave(ada, others)
}

/** From the click until everybody sees and hears everybody anew. */
async function join(ada: Participant, others: readonly Participant[], link: string): Promise<JoinTimes> {
  await ada.home.join(link)
  await ownPicture(ada.page)
  await awaitMedia(ada.page, others.length)
  for (const { page } of others) await awaitMedia(page, 1)
  const clickedAt = await timeOfClick(ada.page, ada.texts.lobby.join, () => ada.lobby.join())
  const came = await Promise.all([ada, ...others].map(({ page }) => mediaCameAt(page)))
  return {
    pictures: Math.max(...came.map(({ pictures }) => pictures ?? 0)) - clickedAt,
    sound: Math.max(...came.map(({ sound }) => sound)) - clickedAt
  }
}

/** How soon somebody's picture is back with a window that was hidden. */
async function measureBack(ada: Participant, lin: Participant, link: string): Promise<Figure> {
  await joinByLink(ada, link)
  await expectMovingPictures(lin.page, 1)
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    await lin.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    await picturesEnd(lin.page)
    await awaitPicture(lin.page, VIDEOS_OF_OTHERS)
    const shownAt = await lin.app.evaluate(({ BrowserWindow }) => {
      const at = Date.now()
      BrowserWindow.getAllWindows()[0]?.show()
      return at
    })
    times.push((await pictureShownAt(lin.page)) - shownAt)
  }
  await leave(ada, [lin])
  return figureOf('join.back', 'ms', times)
}

/** Waits until a second has brought no new picture. */
async function picturesEnd(page: Page): Promise<void> {
  const decoded = async () => (await remoteMedia(page)).reduce((sum, media) => sum + media.framesDecoded, 0)
  const until = Date.now() + LIMIT
  for (let before = -1, now = await decoded(); now !== before; now = await decoded()) {
    if (Date.now() > until) throw new Error('The pictures for a hidden window go on')
    before = now
    await sleep(1_000)
  }
}

async function leave(ada: Participant, others: readonly Participant[]): Promise<void> {
  await ada.meeting.leave()
  await ada.page.getByRole('button', { name: ada.texts.left.home }).click()
  for (const { meeting } of others) await meeting.tile(ada.name).waitFor({ state: 'detached' })
}

/** Waits until the lobby shows the own picture: whoever joins sooner waits for the camera. */
async function ownPicture(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].some((video) => video.readyState >= 2)
  )
}
