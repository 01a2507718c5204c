import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_CACHE, runMain } from './project.ts'
import { runProgram } from './run-program.ts'
import {
  countCheck,
  countTests,
  readPlaywrightReport,
  readVitestReport,
  summarize,
  type StepResult,
  type TestReport
} from './test-report.ts'

interface Step {
  name: string
  /** The npm script that does it. */
  script: string
  /** What it is told besides. */
  arguments?: readonly string[]
  /** Minutes after which it hangs rather than works. */
  limit: number
  /** Steps that run tests one by one tell their counts in a JSON file. */
  tests?: {
    arguments: (reportFile: string) => string[]
    environment: (reportFile: string) => Record<string, string>
    read: (report: unknown) => TestReport
  }
}

const STEPS: Step[] = [
  { name: 'format', script: 'format', limit: 3 },
  { name: 'lint', script: 'lint', limit: 5 },
  { name: 'types', script: 'types', limit: 5 },
  { name: 'unused', script: 'unused', limit: 3 },
  {
    name: 'unit',
    script: 'test:unit',
    limit: 10,
    tests: {
      arguments: (file) => ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      environment: () => ({}),
      read: readVitestReport
    }
  },
  {
    name: 'end to end',
    script: 'test:e2e',
    limit: 45,
    tests: {
      arguments: () => ['--reporter=list,json'],
      environment: (file) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: file }),
      read: readPlaywrightReport
    }
  },
  // What people get: the package, put in and taken out. Where it can't be, that is said.
  { name: 'installed', script: 'test:installed', limit: 8 },
  // Every kind of network, and every kind of way between two. Where no networks can be made up, that is said.
  { name: 'networks', script: 'lab', arguments: ['matrix', '--short'], limit: 6 }
]

const REPORTS = join(PROJECT_CACHE, 'test-reports')

/** `npm test`: every check and every test, one step after the other, whatever the ones before said. */
await runMain(async () => {
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })
  const results: StepResult[] = []
  for (const step of STEPS) results.push(await runStep(step))
  console.log(`\n${summarize(results)}`)
  return results.every((result) => result.failed === 0) ? 0 : 1
})

async function runStep({ name, script, arguments: words = [], limit, tests }: Step): Promise<StepResult> {
  console.log(`\n== ${name}`)
  const report = join(REPORTS, `${script.replace(':', '-')}.json`)
  const start = performance.now()
  const { code, timedOut } = await runProgram(
    'npm',
    ['run', '--silent', script, '--', ...words, ...(tests?.arguments(report) ?? [])],
    { timeLimit: limit * 60_000, environment: tests?.environment(report) ?? {} }
  )
  if (timedOut) console.log(`${name} did not end within ${limit} minutes`)
  const counts = tests === undefined ? countCheck(code) : countTests(readReport(report, tests.read), code)
  return { name, ...counts, duration: performance.now() - start }
}

/** The counts in a report, or null when the step left none that can be read. */
function readReport(file: string, read: (report: unknown) => TestReport): TestReport | null {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    console.error(error)
    return null
  }
}
