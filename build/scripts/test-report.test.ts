import { expect, test } from 'vitest'
import { countCheck, countTests, readPlaywrightReport, readVitestReport, summarize } from './test-report.ts'

const vitest = {
  numPassedTests: 210,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [
    { name: 'room.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'a room' }] }
  ]
}

test('reads a Vitest report', () => {
  expect(readVitestReport(vitest)).toEqual({ passed: 210, failed: 0, skipped: 2, failures: [] })
})

test('counts a test file that could not be loaded as a failure', () => {
  const broken = { name: 'room.test.ts', status: 'failed', message: 'No module\nat …', assertionResults: [] }
  const report = { ...vitest, testResults: [broken] }
  expect(readVitestReport(report)).toMatchObject({ failed: 1, failures: ['room.test.ts: No module'] })
})

test('names the tests that failed, with the first line of what they said', () => {
  const failed = {
    status: 'failed',
    fullName: 'a room closes',
    failureMessages: ['\x1b[31mError\x1b[39m: no\nat …']
  }
  const file = { name: 'room.test.ts', status: 'failed', assertionResults: [failed] }
  const report = { ...vitest, numFailedTests: 1, testResults: [file] }
  expect(readVitestReport(report).failures).toEqual(['room.test.ts: a room closes: Error: no'])
})

test('reads a Playwright report, flaky tests and errors outside of tests as failures', () => {
  const stats = { expected: 9, unexpected: 1, flaky: 1, skipped: 0 }
  const spec = (title: string, ok: boolean) => ({
    title,
    file: 'call.spec.ts',
    line: 7,
    ok,
    tests: [{ results: [{ error: { message: 'Error: nobody came\n  at …' } }, {}] }]
  })
  const inner = { specs: [spec('hangs up', false)], suites: [] }
  const suites = [{ specs: [spec('meets', false), spec('chats', true)], suites: [inner] }]
  expect(readPlaywrightReport({ stats, errors: [{}], suites })).toEqual({
    passed: 9,
    failed: 3,
    skipped: 0,
    failures: [
      'outside of any test',
      'call.spec.ts:7: meets: Error: nobody came',
      'call.spec.ts:7: hangs up: Error: nobody came'
    ]
  })
})

test('refuses a report of another form', () => {
  expect(() => readPlaywrightReport({ stats: {} })).toThrow()
})

test('never calls a step without report, without tests or with a bad exit code a success', () => {
  expect(countTests(null, 0).failed).toBe(1)
  const failures: string[] = []
  expect(countTests({ passed: 0, failed: 0, skipped: 3, failures }, 0).failed).toBe(1)
  expect(countTests({ passed: 5, failed: 0, skipped: 0, failures }, 1).failed).toBe(1)
  expect(countTests({ passed: 5, failed: 2, skipped: 0, failures }, 1).failed).toBe(2)
  expect(countTests({ passed: 5, failed: 0, skipped: 0, failures }, 0).failed).toBe(0)
})

test('the last line is the sum alone; skipped tests are named only where there are some', () => {
  const check = { name: 'lint', ...countCheck(0), duration: 1200 }
  const unit = { name: 'unit', passed: 216, failed: 0, skipped: 0, failures: [], duration: 9000 }
  expect(summarize([check, unit]).split('\n').at(-1)).toBe('217 passed, 0 failed')
  expect(
    summarize([check, { ...unit, skipped: 2 }])
      .split('\n')
      .at(-1)
  ).toBe('217 passed, 0 failed, 2 skipped')
})

test('the table shows which step failed, and before it which tests', () => {
  const lint = { name: 'lint', ...countCheck(1), duration: 1200 }
  expect(summarize([lint])).toMatch(/^FAILED {2}lint .*1 failed/)
  const lines = summarize([{ ...lint, name: 'unit', failures: ['room.test.ts: a room closes'] }]).split('\n')
  expect(lines.slice(0, 2)).toEqual(['unit: room.test.ts: a room closes', ''])
})
