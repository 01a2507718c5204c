import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import * as v from 'valibot'

/** How many tests went which way. */
export interface TestCounts {
  passed: number
  failed: number
  skipped: number
}

export interface TestReport extends TestCounts {
  /** Of each test that failed, its place and name, and the first line of what it said. */
  failures: string[]
}

export interface StepResult extends TestReport {
  name: string
  /** How long it took, in milliseconds. */
  duration: number
}

const vitestSchema = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
  testResults: v.array(
    v.object({
      name: v.string(),
      status: v.string(),
      message: v.optional(v.string(), ''),
      assertionResults: v.array(
        v.object({
          status: v.string(),
          fullName: v.string(),
          failureMessages: v.optional(v.nullable(v.array(v.string())), [])
        })
      )
    })
  )
})

interface PlaywrightSuite {
  specs: {
    title: string
    file: string
    line: number
    ok: boolean
    tests: { results: { error?: { message?: string | undefined } | undefined }[] }[]
  }[]
  suites?: PlaywrightSuite[] | undefined
}

const playwrightErrorSchema = v.object({ message: v.optional(v.string()) })

const playwrightSuiteSchema: v.GenericSchema<unknown, PlaywrightSuite> = v.object({
  specs: v.array(
    v.object({
      title: v.string(),
      file: v.string(),
      line: v.number(),
      ok: v.boolean(),
      tests: v.array(v.object({ results: v.array(v.object({ error: v.optional(playwrightErrorSchema) })) }))
    })
  ),
  suites: v.optional(v.array(v.lazy(() => playwrightSuiteSchema)))
})

const playwrightSchema = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number(), skipped: v.number() }),
  errors: v.array(playwrightErrorSchema),
  suites: v.array(playwrightSuiteSchema)
})

/** Reads Vitest's JSON report. A file that can't be loaded has no tests and counts as one that failed. */
export function readVitestReport(report: unknown): TestReport {
  const counts = v.parse(vitestSchema, report)
  const broken = counts.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0
  )
  return {
    passed: counts.numPassedTests,
    failed: counts.numFailedTests + broken.length,
    skipped: counts.numPendingTests + counts.numTodoTests,
    failures: [
      ...broken.map(({ name, message }) => describeFailure(relative('', name), message)),
      ...counts.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === 'failed')
          .map(({ fullName, failureMessages }) =>
            describeFailure(`${relative('', name)}: ${fullName}`, failureMessages?.[0])
          )
      )
    ]
  }
}

/** Reads Playwright's JSON report. A flaky test is one that failed. */
export function readPlaywrightReport(report: unknown): TestReport {
  const { stats, errors, suites } = v.parse(playwrightSchema, report)
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [
      ...errors.map(({ message }) => describeFailure('outside of any test', message)),
      ...suites.flatMap(failuresOf)
    ]
  }
}

function failuresOf({ specs, suites = [] }: PlaywrightSuite): string[] {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => {
      const errors = tests.flatMap(({ results }) => results.map(({ error }) => error?.message))
      return describeFailure(
        `${file}:${line}: ${title}`,
        errors.find((message) => message !== undefined)
      )
    })
  return [...own, ...suites.flatMap(failuresOf)]
}

/** One line, without the colours of a terminal. */
function describeFailure(test: string, message = ''): string {
  const [line = ''] = stripVTControlCharacters(message).trim().split('\n')
  return line === '' ? test : `${test}: ${line}`
}

/**
 * The counts of a step. An exit code that says more than the report does (a crash, an error outside of any
 * test), a missing report and a run without any test count as one that failed.
 *
 * @param report null when the step left none
 */
export function countTests(report: TestReport | null, exitCode: number): TestReport {
  if (report === null) return { passed: 0, failed: 1, skipped: 0, failures: [] }
  const wrong = exitCode !== 0 || report.passed + report.failed === 0
  return wrong && report.failed === 0 ? { ...report, failed: 1 } : report
}

/** A check without tests of its own counts as one. */
export function countCheck(exitCode: number): TestReport {
  const failed = exitCode === 0 ? 0 : 1
  return { passed: 1 - failed, failed, skipped: 0, failures: [] }
}

/** Which tests failed, a table of the steps and, alone on the last line, the sum: `217 passed, 0 failed`. */
export function summarize(steps: readonly StepResult[]): string {
  const rows = steps.map((step) => [
    step.failed === 0 ? 'ok' : 'FAILED',
    step.name,
    `${step.passed} passed`,
    `${step.failed} failed`,
    step.skipped === 0 ? '' : `${step.skipped} skipped`,
    `${(step.duration / 1000).toFixed(1)} s`
  ])
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const isText = (column: number) => column < 2
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
      )
      .join('  ')
  )
  const sum = (key: keyof TestCounts) => steps.reduce((total, step) => total + step[key], 0)
  const skipped = sum('skipped')
  const total = `${sum('passed')} passed, ${sum('failed')} failed`
  const failures = steps.flatMap((step) => step.failures.map((failure) => `${step.name}: ${failure}`))
  const named = failures.length === 0 ? [] : [...failures, '']
  return [...named, ...lines, '', skipped === 0 ? total : `${total}, ${skipped} skipped`].join('\n')
}
