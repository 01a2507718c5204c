import { afterEach, expect } from 'vitest'
import { FakeMediaStream } from './fake-media.ts'
import { ledger } from './ledger.ts'

// The test environment has no media; the code under test makes streams by this name.
globalThis.MediaStream = FakeMediaStream as never

afterEach(() => {
  const { leaks } = ledger
  ledger.clear()
  expect(leaks, 'left open at the end of the test').toEqual([])
})
