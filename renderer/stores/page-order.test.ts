import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bringToPage, keepOrder } from './page-order.ts'

const PEOPLE = ['ada', 'lin', 'omar', 'zoe', 'ravi', 'pavel']
const some = fc.shuffledSubarray(PEOPLE)

describe('the order of places', () => {
  test('keeps everybody who stays, and puts newcomers last', () => {
    expect(keepOrder(['lin', 'ada', 'omar'], ['ada', 'omar', 'zoe'])).toEqual(['ada', 'omar', 'zoe'])
    fc.assert(
      fc.property(some, some, (order, present) => {
        const kept = keepOrder(order, present)
        expect([...kept].sort()).toEqual([...present].sort())
        const stayed = order.filter((id) => present.includes(id))
        expect(kept.slice(0, stayed.length)).toEqual(stayed)
      })
    )
  })

  test('lets the speaker change places with one person of the page, and moves nobody else', () => {
    const heard = fc.dictionary(fc.constantFrom(...PEOPLE), fc.nat())
    fc.assert(
      fc.property(some, fc.nat({ max: 5 }), fc.nat({ max: 5 }), heard, (order, size, turn, times) => {
        const page = order.slice(0, size)
        const speaker = order[turn]
        fc.pre(speaker !== undefined)
        const now = bringToPage(order, page, speaker, new Map(Object.entries(times)))
        expect([...now].sort()).toEqual([...order].sort())
        const moved = now.filter((id, index) => order[index] !== id)
        expect(moved).toHaveLength(page.length === 0 || page.includes(speaker) ? 0 : 2)
        if (page.length > 0) expect(now.slice(0, size)).toContain(speaker)
      })
    )
  })

  test.each<[string, Record<string, number>, string[]]>([
    ['who has been silent longest goes', { ada: 5, lin: 3, omar: 9 }, ['ada', 'zoe', 'omar', 'lin']],
    ['who never spoke goes before', { ada: 5, lin: 3 }, ['ada', 'lin', 'zoe', 'omar']],
    ['of several who never spoke the last goes', {}, ['ada', 'lin', 'zoe', 'omar']]
  ])('%s', (_name, heard, order) => {
    const before = ['ada', 'lin', 'omar', 'zoe']
    expect(bringToPage(before, before.slice(0, 3), 'zoe', new Map(Object.entries(heard)))).toEqual(order)
  })
})
