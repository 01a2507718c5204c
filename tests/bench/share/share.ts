import { setTimeout as sleep } from 'node:timers/promises'
import { showPage, type ShownPage, type ShownWindow } from '../../e2e/support/shown-window.ts'
import type { Bench } from '../bench.ts'
import { figureOf, type Figure } from '../figure.ts'
import { BarePath } from './bare-path.ts'
import { agesOfPictures, clockPage } from './clock-page.ts'
import { awaitPicture, pictureShownAt } from './first-picture.ts'
import { grabCaptured, grabShown } from './grab-picture.ts'
import { MeetingPath } from './meeting-path.ts'
import { processorLoads } from '../processor-time.ts'
import type { SharePath } from './share-path.ts'
import { ssim } from './ssim.ts'
import { changeText, scrollText, textPage } from './text-page.ts'

/** The size of the windows that are shared, where nothing else is said. */
const SIZE = { width: 1280, height: 720 }

const FIRST_FRAMES = 10

/** Latency is watched in turns, so that whatever else the machine does meanwhile meets both sides. */
const LATENCY_TURNS = 3
const PICTURES_A_TURN = 50

const TEXTS = 5

/** Time after which a text that has changed is to be legible, in milliseconds. */
const LEGIBLE_AFTER = 5_000

/** How long a share goes on until its figures are those of one that goes on, in milliseconds. */
const SETTLING = 3_000

/** How long an ended share is left alone until the next one begins, in milliseconds. */
const PAUSE = 500

const LOADS = 10

/** How fast, how soon and how clearly a shared window is seen, and what it costs. */
export const SHARE: Bench = {
  about: `Two people in a meeting, in two windows with fake cameras on; one shares a window with _sharp text_. The
limit is a bare \`getDisplayMedia\` and two connections in one page that were connected beforehand.

- \`share.first-frame\`: from the click on _Share_ in the picker until the viewer's page shows the first picture.
- \`share.latency\`: from when a window draws until the viewer's page shows it, drawing and capturing included.
- \`share.ssim\`: likeness (SSIM, 1 is the same) of what the viewer sees and what was captured, five seconds after a
  full screen of text ten pixels high has changed.
- \`share.cpu\`: all processes of an app, in percent of one core, while text scrolls ten times a second.`,
  measure
}

async function measure(): Promise<Figure[]> {
  const meeting = await MeetingPath.open()
  try {
    const bare = await BarePath.open()
    try {
      return [
        await measureFirstFrame(meeting, bare),
        ...(await measureLatency(meeting, bare)),
        await measureLegibility(meeting, bare),
        ...(await measureLoads(meeting))
      ]
    } finally {
      await bare.close()
    }
  } finally {
    await meeting.close()
  }
}

/** Shows a window for as long as something is done with it. */
async function withWindow<Result>(page: ShownPage, use: (window: ShownWindow) => Promise<Result>) {
  const window = await showPage(page)
  try {
    return await use(window)
  } finally {
    await window.close()
  }
}

/** Shares a window for as long as something is done with the share. */
async function whileShared<Result>(path: SharePath, title: string, use: () => Promise<Result>) {
  await path.start(title)
  await path.viewer.waitForSelector(path.video)
  await sleep(SETTLING)
  const result = await use()
  await path.stop()
  await sleep(PAUSE)
  return result
}

async function measureFirstFrame(meeting: SharePath, bare: SharePath): Promise<Figure> {
  return withWindow({ title: 'Still text', body: textPage(), size: SIZE }, async ({ title }) => {
    const once = async (path: SharePath): Promise<number> => {
      await awaitPicture(path.viewer, path.video)
      const startedAt = await path.start(title)
      const duration = (await pictureShownAt(path.viewer)) - startedAt
      await path.stop()
      await sleep(PAUSE)
      return duration
    }
    const [ours, limits] = [[] as number[], [] as number[]]
    for (let run = 0; run < FIRST_FRAMES; run++) {
      ours.push(await once(meeting))
      limits.push(await once(bare))
    }
    return figureOf('share.first-frame', 'ms', ours, limits)
  })
}

async function measureLatency(meeting: SharePath, bare: SharePath): Promise<Figure[]> {
  return withWindow({ title: 'Clock', body: clockPage(), size: SIZE }, async ({ title }) => {
    const turn = (path: SharePath) =>
      whileShared(path, title, () => agesOfPictures(path.viewer, path.video, PICTURES_A_TURN))
    const [ours, limits] = [[] as number[], [] as number[]]
    for (let index = 0; index < LATENCY_TURNS; index++) {
      ours.push(...(await turn(meeting)))
      limits.push(...(await turn(bare)))
    }
    return [
      figureOf('share.latency.p50', 'ms', ours, limits),
      figureOf('share.latency.p95', 'ms', ours, limits, 0.95)
    ]
  })
}

async function measureLegibility(meeting: SharePath, bare: SharePath): Promise<Figure> {
  return withWindow({ title: 'Small print', body: textPage(), size: 'screen' }, async ({ title, page }) => {
    const likenesses = (path: SharePath) =>
      whileShared(path, title, async () => {
        const found: number[] = []
        for (let text = 1; text <= TEXTS; text++) {
          await changeText(page, text)
          await sleep(LEGIBLE_AFTER)
          const shown = await grabShown(path.viewer, path.video)
          found.push(ssim(shown, await grabCaptured(path.presenter)))
        }
        return found
      })
    return figureOf('share.ssim', '', await likenesses(meeting), await likenesses(bare))
  })
}

async function measureLoads(meeting: MeetingPath): Promise<Figure[]> {
  return withWindow({ title: 'Scrolling text', body: textPage(), size: SIZE }, async ({ title, page }) => {
    await scrollText(page)
    const loads = await whileShared(meeting, title, () =>
      processorLoads([meeting.sender, meeting.receiver], LOADS)
    )
    return loads.map((samples, place) =>
      figureOf(place === 0 ? 'share.cpu.sender' : 'share.cpu.viewer', '%', samples)
    )
  })
}
