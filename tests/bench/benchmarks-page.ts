import { cpus, totalmem } from 'node:os'
import { format, resolveConfig } from 'prettier'
import type { BenchReport } from './bench-report.ts'
import { BENCHES } from './benches.ts'
import { figureTable } from './figure-table.ts'

const INTRODUCTION = `# Benchmarks

Written by \`npm run bench\`; not edited by hand; each section is of the last run of its bench. A value is a median, with the smallest and the largest of
n measurements beside it. A limit is what the same machine does without Parley, measured in the same run; a ratio
is the value divided by it. Machines differ and are busy at times: ratios can be compared, absolute times hardly. An aim is
what we want to come to on a machine such as this one.`

/**
 * The page that keeps the figures. What wasn't measured now stays as it was measured last.
 *
 * @param file where it is written, which decides its format
 * @param before what the page holds now
 */
export async function benchmarksPage(
  file: string,
  reports: readonly BenchReport[],
  before: string
): Promise<string> {
  const sections = new Map(
    before
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.split('\n', 1).join(''), `## ${section.trim()}`])
  )
  for (const { bench, figures } of reports) {
    const { about = '', aims } = BENCHES.get(bench) ?? {}
    sections.set(bench, `## ${bench}\n\n${about}\n\n${figureTable(figures, aims)}`)
  }
  const shown = [...BENCHES.keys()].flatMap((bench) => sections.get(bench) ?? [])
  const text = [INTRODUCTION, circumstances(reports), ...shown].join('\n\n')
  return format(text, { ...(await resolveConfig(file)), filepath: file })
}

/** The machine and the versions, which all benches of a run share. */
function circumstances(reports: readonly BenchReport[]): string {
  const processors = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const machine = `${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} cores, ${memory} GiB of memory`
  const versions = Object.entries(reports[0]?.versions ?? {}).map(([name, version]) => `${name} ${version}`)
  return `- Machine: ${machine}, ${process.platform}\n- Versions: ${versions.join(', ')}`
}
