import { afterEach, expect, test, vi } from 'vitest'
import { FakeClock } from './call/testing/fake-clock.ts'
import { silentLogger } from './call/testing/silent-logger.ts'
import { SendBudget } from './call/topology/send-budget.ts'
import { createCalling } from './calling.ts'
import { FakeDesktop } from './desktop/testing/fake-desktop.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('what the line carries is forgotten on another network, also outside of meetings', () => {
  const forgetLine = vi.spyOn(SendBudget.prototype, 'forgetLine')
  const desktop = new FakeDesktop()
  createCalling(desktop, new FakeClock(), silentLogger)
  expect(forgetLine).not.toHaveBeenCalled()
  desktop.changeNetwork()
  expect(forgetLine).toHaveBeenCalledOnce()
})
