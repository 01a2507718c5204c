import { setTimeout as sleep } from 'node:timers/promises'
import { remoteMedia } from '../../e2e/support/media.ts'
import type { Bench } from '../bench.ts'
import { figureOf, type Figure } from '../figure.ts'
import { processorTime } from '../processor-time.ts'
import { openMeetingMesh } from './meeting-mesh.ts'
import type { Mesh } from './mesh-window.ts'
import { openNaiveMesh } from './naive-mesh.ts'

const RUNS = 2
const SIZES = [4, 6, 8]

/** How long a mesh is left alone until it sends what it finds right, and how long it is measured; in milliseconds. */
const SETTLING = 20_000
const STRETCH = 20_000

/** How long it may take until everybody sees everybody, in milliseconds. */
const LIMIT = 180_000

/** What meetings of several people cost. */
export const MESH: Bench = {
  about: `4, 6 and 8 people, all in windows of the same machine, see and hear each other, with cameras on. The limit is a
naive mesh of as many windows, which sends a camera of 1280x720 to everybody as it is and has no other work to do: here less is
better than it.

- \`mesh.cost.4\`, \`.6\`, \`.8\`: processor time of all processes for each picture that somebody gets to see.
- \`mesh.fps.4\`, \`.6\`, \`.8\`: pictures a second in each tile of somebody else.
- \`mesh.width.4\`, \`.6\`, \`.8\`: how wide the pictures are that come.
- \`mesh.cpu.4\`, \`.6\`, \`.8\`: processor time of all processes, in percent of one core.`,
  apart: true,
  measure
}

interface MeshCost {
  /** Milliseconds of processor time for each picture. */
  cost: number
  /** Pictures a second in each tile. */
  fps: number
  /** Pixels. */
  width: number
  /** Percent of one core. */
  cpu: number
}

async function measure(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of SIZES) {
    const [ours, naive]: [MeshCost[], MeshCost[]] = [[], []]
    for (let run = 0; run < RUNS; run++) {
      naive.push(await measureMesh(await openNaiveMesh(size)))
      ours.push(await measureMesh(await openMeetingMesh(size)))
    }
    const of = (id: string, unit: string, pick: (cost: MeshCost) => number) =>
      figureOf(`mesh.${id}.${size}`, unit, ours.map(pick), naive.map(pick))
    figures.push(
      of('cost', 'ms', ({ cost }) => cost),
      of('fps', '1/s', ({ fps }) => fps),
      of('width', 'px', ({ width }) => width),
      of('cpu', '%', ({ cpu }) => cpu)
    )
  }
  return figures
}

/** Measures a mesh, and closes it. */
async function measureMesh({ windows, close }: Mesh): Promise<MeshCost> {
  try {
    await everybodySeen(windows)
    await sleep(SETTLING)
    const before = await Promise.all([picturesOf(windows), Promise.all(windows.map(processorTime))])
    const beganAt = performance.now()
    await sleep(STRETCH)
    const after = await Promise.all([picturesOf(windows), Promise.all(windows.map(processorTime))])
    const seconds = (performance.now() - beganAt) / 1_000
    const pictures = after[0].decoded - before[0].decoded
    const used = after[1].reduce((sum, time, place) => sum + time.used - (before[1][place]?.used ?? 0), 0)
    const tiles = windows.length * (windows.length - 1)
    return {
      cost: used / pictures,
      fps: pictures / tiles / seconds,
      width: after[0].width,
      cpu: used / (10 * seconds)
    }
  } finally {
    await close()
  }
}

/** Waits until each window has decoded a picture of each other person. */
async function everybodySeen(windows: Mesh['windows']): Promise<void> {
  const until = Date.now() + LIMIT
  for (const { page } of windows) {
    const seen = async () => (await remoteMedia(page)).filter(({ framesDecoded }) => framesDecoded > 0).length
    while ((await seen()) < windows.length - 1) {
      if (Date.now() > until) throw new Error(`Not everybody was seen within ${LIMIT} ms`)
      await sleep(500)
    }
  }
}

/** All pictures decoded so far, and their mean width now. */
async function picturesOf(windows: Mesh['windows']): Promise<{ decoded: number; width: number }> {
  const all = (await Promise.all(windows.map(({ page }) => remoteMedia(page)))).flat()
  return {
    decoded: all.reduce((sum, { framesDecoded }) => sum + framesDecoded, 0),
    width: all.reduce((sum, { frameWidth }) => sum + frameWidth, 0) / all.length
  }
}
