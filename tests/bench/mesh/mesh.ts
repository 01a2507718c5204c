import { setTimeout as sleep } from 'node:timers/promises'
import { say } from '../../../build/scripts/project.ts'
import { remoteMedia } from '../../e2e/support/media.ts'
import type { Bench } from '../bench.ts'
import { everybodyConnected } from '../everybody-connected.ts'
import { figureOf, type Figure } from '../figure.ts'
import { processorTime } from '../processor-time.ts'
import { openMeetingMesh } from './meeting-mesh.ts'
import type { Mesh, MeshWindow } from './mesh-window.ts'
import { openNaiveMesh } from './naive-mesh.ts'

/** How many people, and how often: a mesh that is too large for a machine takes minutes. */
const SIZES = [
  { size: 4, runs: 2 },
  { size: 6, runs: 1 },
  { size: 8, runs: 1 }
]

/** How long a mesh is left alone until it sends what it finds right, and how long it is measured; in milliseconds. */
const SETTLING = 20_000
const STRETCH = 20_000

/** How long it may take until everybody sees everybody in all windows, in milliseconds. */
const LIMIT = 300_000

/** What meetings of several people cost. */
export const MESH: Bench = {
  about: `4, 6 and 8 people, as far as the machine carries them, all in windows on it, see and hear each other, with cameras on. The limit is a
naive mesh of as many windows, which sends a camera of 1280x720 to everybody as it is and has no other work to do: here less is
better than it. A mesh that doesn't get everybody to see everybody within five minutes once all windows are open has no figures.

- \`mesh.cost.4\`, \`.6\`, \`.8\`: processor time of all processes for each picture that somebody gets to see.
- \`mesh.shown.4\`, \`.6\`, \`.8\`: how many others each window shows at once; a machine that has too much to do has pages of fewer.
- \`mesh.fps.4\`, \`.6\`, \`.8\`: pictures a second in each tile of somebody else who is shown.
- \`mesh.width.4\`, \`.6\`, \`.8\`: how wide the pictures are that come.
- \`mesh.cpu.4\`, \`.6\`, \`.8\`: processor time of all processes, in percent of one core.

Where four people's cost is above its aim: drawing, encoding with decoding, and sound take about as much each on a machine without a
graphics card, and what is sent decides only about the second. Six people's windows are more than two cores carry well, naive or
not: their sound alone takes 82 % of a core, and forty threads want to run at a time. Eight see each other neither way.`,
  aims: {
    'mesh.cost.4': { of: 'ratio', bound: 'most', is: 0.4 },
    'mesh.fps.6': { of: 'value', bound: 'least', is: 24 }
  },
  apart: true,
  measure
}

interface MeshCost {
  /** Milliseconds of processor time for each picture. */
  cost: number
  /** People in each window. */
  shown: number
  /** Pictures a second in each tile. */
  fps: number
  /** Pixels. */
  width: number
  /** Percent of one core. */
  cpu: number
}

async function measure(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { size, runs } of SIZES) {
    const ours = new Runs(`a meeting of ${size} people`, () => openMeetingMesh(size))
    const naive = new Runs(`a naive mesh of ${size} people`, () => openNaiveMesh(size))
    for (let run = 0; run < runs; run++) {
      await naive.measure()
      await ours.measure()
    }
    if (ours.costs.length === 0) break
    const of = (id: string, unit: string, pick: (cost: MeshCost) => number) =>
      figureOf(
        `mesh.${id}.${size}`,
        unit,
        ours.costs.map(pick),
        naive.costs.length === 0 ? null : naive.costs.map(pick)
      )
    figures.push(
      of('cost', 'ms', ({ cost }) => cost),
      of('shown', '', ({ shown }) => shown),
      of('fps', '1/s', ({ fps }) => fps),
      of('width', 'px', ({ width }) => width),
      of('cpu', '%', ({ cpu }) => cpu)
    )
  }
  return figures
}

/** What a mesh costs, time after time; nothing on a machine that doesn't carry it each time. */
class Runs {
  costs: MeshCost[] = []
  readonly #what: string
  readonly #open: () => Promise<Mesh>
  #carried = true

  constructor(what: string, open: () => Promise<Mesh>) {
    this.#what = what
    this.#open = open
  }

  async measure(): Promise<void> {
    if (!this.#carried) return
    try {
      this.costs.push(await measureMesh(await this.#open()))
    } catch (error) {
      this.#carried = false
      this.costs = []
      // The lines below the first are what the browsers logged.
      say(`this machine doesn't carry ${this.#what}: ${String(error).split('\n', 1)[0]}`)
    }
  }
}

/** Measures a mesh, and closes it. */
async function measureMesh({ windows, close }: Mesh): Promise<MeshCost> {
  try {
    await everybodySeen(windows)
    await sleep(SETTLING)
    const before = await Promise.all(windows.map(look))
    await sleep(STRETCH)
    const after = await Promise.all(windows.map(look))
    const all = (pick: (window: Look) => Count) =>
      after.reduce((sum, now, place) => sum + rate(pick(before[place] ?? now), pick(now)), 0)
    const [pictures, used] = [all(({ pictures }) => pictures), all(({ used }) => used)]
    const widths = after.flatMap(({ widths }) => widths)
    // Pages may have grown or shrunk meanwhile.
    const tiles = (before.flatMap(({ widths }) => widths).length + widths.length) / 2
    return {
      cost: (used / pictures) * 1_000,
      shown: tiles / windows.length,
      fps: pictures / tiles,
      width: widths.reduce((sum, width) => sum + width, 0) / widths.length,
      cpu: used * 100
    }
  } finally {
    await close()
  }
}

/** Waits until each window is connected with everybody, and shows pictures in all its tiles. */
async function everybodySeen(windows: Mesh['windows']): Promise<void> {
  const until = Date.now() + LIMIT
  // Playwright takes 0 for as long as it takes.
  const left = () => Math.max(1, until - Date.now())
  for (const { page, videos } of windows) {
    await everybodyConnected(page, windows.length - 1, left())
    await page.waitForFunction(
      (selector) => {
        const all = [...document.querySelectorAll<HTMLVideoElement>(selector)]
        return all.length > 0 && all.every((video) => video.readyState >= 2)
      },
      videos,
      { timeout: left() }
    )
  }
}

/** How much there has been so far, and when that was asked for in milliseconds: a busy page takes seconds to answer. */
interface Count {
  count: number
  at: number
}

/** What is found in a window at one moment. */
interface Look {
  /** Pictures of others that were decoded. */
  pictures: Count
  /** Processor time of all its processes, in seconds. */
  used: Count
  /** How wide each picture is that it shows, in pixels. */
  widths: number[]
}

async function look(window: MeshWindow): Promise<Look> {
  const { page, videos } = window
  const [media, time, widths] = await Promise.all([
    remoteMedia(page),
    processorTime(window),
    page.locator(videos).evaluateAll(widthsOf)
  ])
  const decoded = media.reduce((sum, { framesDecoded }) => sum + framesDecoded, 0)
  return {
    pictures: { count: decoded, at: Math.max(...media.map(({ at }) => at)) },
    used: { count: time.used / 1_000, at: time.at },
    widths
  }
}

/** How much more there is each second. */
function rate(before: Count, after: Count): number {
  return ((after.count - before.count) / (after.at - before.at)) * 1_000
}

/** Runs in the page. */
function widthsOf(videos: Element[]): number[] {
  return videos.map((video) => (video instanceof HTMLVideoElement ? video.videoWidth : 0))
}
