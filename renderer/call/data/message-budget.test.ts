import { expect, test } from 'vitest'
import { MessageBudget } from './message-budget.ts'

const BUDGET = { burst: 120, rate: 20 }

const taken = (budget: MessageBudget, tries: number, now: number) =>
  Array.from({ length: tries }, () => budget.take(now)).filter(Boolean).length

test('a burst passes, a flood does not, and a pause makes room again', () => {
  const budget = new MessageBudget(BUDGET, 0)
  expect(taken(budget, 1_000, 0)).toBe(120)
  expect(taken(budget, 1_000, 1_000)).toBe(20)
  expect(taken(budget, 1_000, 3_600_000)).toBe(120)
})

test('a clock that goes back takes nothing away', () => {
  const budget = new MessageBudget(BUDGET, 10_000)
  expect(taken(budget, 60, 10_000)).toBe(60)
  expect(taken(budget, 1_000, 0)).toBe(60)
})
