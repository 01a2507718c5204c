import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LevelLooks } from './level-looks.ts'

/** Time between two looks, in milliseconds. */
const PERIOD = 150

test('the silent are read at every other look, half of them at a time', () => {
  const looks = new LevelLooks()
  const ids = ['ada', 'lin', 'omar', 'zoe']
  const [first, second, third] = [0, 1, 2].map((look) => looks.choose(ids, look * PERIOD))
  expect([...first!, ...second!].sort()).toEqual(ids)
  expect([first!.length, second!.length]).toEqual([2, 2])
  expect(third).toEqual(first)
})

test('few people are all read each time', () => {
  const looks = new LevelLooks()
  const read = [0, 1, 2].map((look) => looks.choose(['ada', 'lin', 'omar'], look * PERIOD).length)
  expect(read).toEqual([3, 3, 3])
})

test('whoever was loud isn’t read again at once, and then at every look until they have been silent for long', () => {
  const looks = new LevelLooks()
  looks.heard('ada', 0)
  const ids = ['ada', 'lin', 'omar', 'zoe']
  const read = Array.from({ length: 40 }, (_, look) =>
    Number(looks.choose(ids, (look + 1) * PERIOD).includes('ada'))
  )
  // 150 ms after; from 300 ms until 5 seconds; and from then on every other.
  expect(read.slice(0, 3)).toEqual([0, 1, 1])
  expect(read.slice(1, 33).every((count) => count === 1)).toBe(true)
  expect(read.slice(33).filter((count) => count === 1).length).toBeLessThanOrEqual(4)
})

test('nobody is out of sight for longer than two looks, whoever comes, goes and speaks', () => {
  const ids = fc.subarray(['ada', 'lin', 'omar', 'zoe', 'ravi'])
  const stable = fc.array(fc.record({ loud: ids }), { minLength: 3, maxLength: 60 })
  fc.assert(
    fc.property(ids, stable, (present, course) => {
      const looks = new LevelLooks()
      const missed = new Map(present.map((id) => [id, 0]))
      course.forEach(({ loud }, look) => {
        const read = looks.choose(present, look * PERIOD)
        for (const id of present) {
          missed.set(id, read.includes(id) ? 0 : (missed.get(id) ?? 0) + 1)
          expect(missed.get(id)).toBeLessThanOrEqual(1)
          if (read.includes(id) && loud.includes(id)) looks.heard(id, look * PERIOD)
        }
      })
    })
  )
})
