import * as v from 'valibot'

/** How many tests went which way. */
export interface TestCounts {
  passed: number
  failed: number
  skipped: number
}

export interface StepResult extends TestCounts {
  name: string
  /** How long it took, in milliseconds. */
  duration: number
}

const vitestSchema = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
  testResults: v.array(v.object({ status: v.string(), assertionResults: v.array(v.unknown()) }))
})

const playwrightSchema = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number(), skipped: v.number() }),
  errors: v.array(v.unknown())
})

/** Reads Vitest's JSON report. A file that can't be loaded has no tests and counts as one that failed. */
export function readVitestReport(report: unknown): TestCounts {
  const counts = v.parse(vitestSchema, report)
  const broken = counts.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0
  )
  return {
    passed: counts.numPassedTests,
    failed: counts.numFailedTests + broken.length,
    skipped: counts.numPendingTests + counts.numTodoTests
  }
}

/** Reads Playwright's JSON report. A flaky test is one that failed. */
export function readPlaywrightReport(report: unknown): TestCounts {
  const { stats, errors } = v.parse(playwrightSchema, report)
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped
  }
}

/**
 * The counts of a step. An exit code that says more than the report does (a crash, an error outside of any
 * test), a missing report and a run without any test count as one that failed.
 *
 * @param report null when the step left none
 */
export function countTests(report: TestCounts | null, exitCode: number): TestCounts {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 }
  const wrong = exitCode !== 0 || report.passed + report.failed === 0
  return wrong && report.failed === 0 ? { ...report, failed: 1 } : report
}

/** A check without tests of its own counts as one. */
export function countCheck(exitCode: number): TestCounts {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}

/** A table of the steps and, alone on the last line, the sum: `217 passed, 0 failed`. */
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
  return [...lines, '', skipped === 0 ? total : `${total}, ${skipped} skipped`].join('\n')
}
