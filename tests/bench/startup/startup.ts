import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { PROJECT } from '../../../build/scripts/project.ts'
import type { Bench } from '../bench.ts'
import { figureOf, type Figure } from '../figure.ts'
import { startApp, type AppStart } from './app-start.ts'

const RUNS = 10
const BARE_APP = join(PROJECT, 'tests/bench/bare-app')

/** How soon the app is there, and what it takes while it waits. */
export const STARTUP: Bench = {
  about: `The app, and a bare Electron window on an empty page, started in turns, each in a profile of its own. The files are in the
system's memory already: both have been started once before.

- \`startup.paint\`: from the spawn of the process until the first text or picture is painted (First Contentful Paint).
- \`startup.interactive\`: until home answers.
- \`startup.memory\`: all processes three seconds later, what they share counted once (Linux).
- \`startup.script\`: what has to be loaded before home is there, compressed by gzip.

Where paint or interactive is above its aim: the main process has more modules to load than a bare app's, and the page a style sheet
and a framework, one after the other before anything can be painted; on two full cores nothing of it goes on meanwhile. In four
runs on one day the ratio of paint was 1.28 to 1.41, that of interactive 1.45 to 1.65.`,
  aims: {
    'startup.paint': { of: 'ratio', bound: 'most', is: 1.25 },
    'startup.interactive': { of: 'ratio', bound: 'most', is: 1.5 },
    'startup.memory': { of: 'ratio', bound: 'most', is: 1.3 },
    'startup.script': { of: 'value', bound: 'most', is: 150 }
  },
  measure
}

async function measure(): Promise<Figure[]> {
  const [ours, bare]: [AppStart[], AppStart[]] = [[], []]
  for (const app of [PROJECT, BARE_APP]) await startApp(app)
  for (let run = 0; run < RUNS; run++) {
    ours.push(await startApp(PROJECT))
    bare.push(await startApp(BARE_APP))
  }
  const of = (id: string, unit: string, pick: (start: AppStart) => number) =>
    figureOf(`startup.${id}`, unit, ours.map(pick), bare.map(pick))
  return [
    of('paint', 'ms', ({ paint }) => paint),
    of('interactive', 'ms', ({ interactive }) => interactive),
    ...(process.platform === 'linux' ? [of('memory', 'MB', ({ memory }) => memory)] : []),
    figureOf('startup.script', 'kB', [await initialScript()])
  ]
}

/** The scripts that the built page names, in kB. */
async function initialScript(): Promise<number> {
  const folder = join(PROJECT, 'out/renderer')
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const names = [...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, name]) => name ?? '')
  const sizes = await Promise.all(
    names.map(async (name) => gzipSync(await readFile(join(folder, name))).byteLength)
  )
  return sizes.reduce((sum, size) => sum + size, 0) / 1_000
}
