import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareApp } from '../../build/scripts/prepare-app.ts'
import { PROJECT, runMain, say, SetupError } from '../../build/scripts/project.ts'
import type { BenchReport } from './bench-report.ts'
import type { Bench } from './bench.ts'
import { BENCHES } from './benches.ts'
import { benchmarksPage } from './benchmarks-page.ts'
import { figureTable } from './figure-table.ts'
import { readVersions } from './read-versions.ts'

/** Where figures are written down. */
const PAGE = join(PROJECT, 'docs/benchmarks.md')

await runMain(async () => {
  const { name, json, write } = readArguments(process.argv.slice(2))
  const chosen = name === undefined ? allAtOnce() : new Map([[name, benchOf(name)]])
  const { runtime, close } = await prepareApp({ testing: true })
  process.env.ELECTRON_OVERRIDE_DIST_PATH = runtime.folder
  try {
    const versions = await readVersions(runtime)
    const reports: BenchReport[] = []
    for (const [bench, { aims, measure }] of chosen) {
      say(`measuring ${bench}`)
      const figures = await measure()
      console.log(`\n${bench}\n\n${figureTable(figures, aims)}`)
      reports.push({ bench, versions, figures })
    }
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(reports[0], null, 2)}\n`)
    if (write) writeFileSync(PAGE, await benchmarksPage(PAGE, reports, readFileSync(PAGE, 'utf8')))
    return 0
  } finally {
    close()
  }
})

/** @throws SetupError when they make no sense */
function readArguments(words: string[]): {
  name: string | undefined
  json: string | undefined
  write: boolean
} {
  const { values, positionals } = parseArgs({
    args: words,
    options: { json: { type: 'string' }, write: { type: 'boolean', default: false } },
    allowPositionals: true
  })
  const [name, ...others] = positionals
  if (others.length > 0) throw new SetupError(`one bench at a time; ${known()}`)
  if (values.json !== undefined && name === undefined)
    throw new SetupError(`--json keeps the figures of one bench; ${known()}`)
  return {
    name,
    json: values.json === undefined ? undefined : resolve(values.json),
    write: values.write || name === undefined
  }
}

/** @throws SetupError when there is no such bench */
function benchOf(name: string): Bench {
  const bench = BENCHES.get(name)
  if (bench === undefined) throw new SetupError(`there is no bench ${name}; ${known()}`)
  return bench
}

/** Those that are measured when none is named. */
function allAtOnce(): ReadonlyMap<string, Bench> {
  return new Map([...BENCHES].filter(([, { apart }]) => apart !== true))
}

function known(): string {
  return `there are: ${[...BENCHES.keys()].join(', ')}`
}
