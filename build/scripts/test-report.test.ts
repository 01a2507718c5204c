import { expect, test } from 'vitest'
import { countCheck, countTests, readPlaywrightReport, readVitestReport, summarize } from './test-report.ts'

const vitest = {
  numPassedTests: 210,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{}] }]
}

test('reads a Vitest report', () => {
  expect(readVitestReport(vitest)).toEqual({ passed: 210, failed: 0, skipped: 2 })
})

test('counts a test file that could not be loaded as a failure', () => {
  const report = { ...vitest, testResults: [{ status: 'failed', assertionResults: [] }] }
  expect(readVitestReport(report).failed).toBe(1)
})

test('reads a Playwright report, flaky tests and errors outside of tests as failures', () => {
  const stats = { expected: 9, unexpected: 1, flaky: 1, skipped: 0 }
  expect(readPlaywrightReport({ stats, errors: [{}] })).toEqual({ passed: 9, failed: 3, skipped: 0 })
})

test('refuses a report of another form', () => {
  expect(() => readPlaywrightReport({ stats: {} })).toThrow()
})

test('never calls a step without report, without tests or with a bad exit code a success', () => {
  expect(countTests(null, 0).failed).toBe(1)
  expect(countTests({ passed: 0, failed: 0, skipped: 3 }, 0).failed).toBe(1)
  expect(countTests({ passed: 5, failed: 0, skipped: 0 }, 1).failed).toBe(1)
  expect(countTests({ passed: 5, failed: 2, skipped: 0 }, 1).failed).toBe(2)
  expect(countTests({ passed: 5, failed: 0, skipped: 0 }, 0).failed).toBe(0)
})

test('the last line is the sum alone; skipped tests are named only where there are some', () => {
  const check = { name: 'lint', ...countCheck(0), duration: 1200 }
  const unit = { name: 'unit', passed: 216, failed: 0, skipped: 0, duration: 9000 }
  expect(summarize([check, unit]).split('\n').at(-1)).toBe('217 passed, 0 failed')
  expect(
    summarize([check, { ...unit, skipped: 2 }])
      .split('\n')
      .at(-1)
  ).toBe('217 passed, 0 failed, 2 skipped')
})

test('the table shows which step failed', () => {
  const lint = { name: 'lint', ...countCheck(1), duration: 1200 }
  expect(summarize([lint])).toMatch(/^FAILED {2}lint .*1 failed/)
})
