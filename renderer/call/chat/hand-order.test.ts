import { expect, test } from 'vitest'
import { HandOrder } from './hand-order.ts'

const person = (id: string, hand: number | null) => ({ id, hand, known: true })

test('hands that are seen going up count from then, whatever a clock says', () => {
  const order = new HandOrder()
  order.update([person('ada', null), person('grace', null), person('alan', null)], 100)
  order.update([person('ada', null), person('grace', 9_000), person('alan', null)], 200)
  expect(order.update([person('ada', 1), person('grace', 9_000), person('alan', null)], 300)).toEqual([
    'grace',
    'ada'
  ])
  expect(order.update([person('ada', 1), person('grace', null), person('alan', 5)], 400)).toEqual([
    'ada',
    'alan'
  ])
})

test('of hands that were up before one came, their own times tell', () => {
  const order = new HandOrder()
  order.update([person('me', null), { id: 'ada', hand: null, known: false }], 1_000)
  const people = [person('me', null), person('ada', 900), person('grace', 800), person('liar', 9e15)]
  expect(order.update(people, 1_000)).toEqual(['grace', 'ada', 'liar'])
  expect(order.update([...people.slice(1), person('me', 1_100)], 1_100)).toEqual([
    'grace',
    'ada',
    'liar',
    'me'
  ])
})

test('who leaves has no hand up', () => {
  const order = new HandOrder()
  expect(order.update([person('ada', 1)], 10)).toEqual(['ada'])
  expect(order.update([], 20)).toEqual([])
})
