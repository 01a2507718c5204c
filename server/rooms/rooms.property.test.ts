import fc from 'fast-check'
import { test } from 'vitest'
import type { ModerateRequest } from '../../protocol/moderation.ts'
import { World } from './testing/world.ts'

/** Most meet in the first. */
const ROOMS = ['red', 'blue']
/** Two share an address, and two come from where it says nothing. */
const ADDRESSES = ['10.0.0.1', '10.0.0.2', '10.0.0.2', '10.0.0.3', null, null]

const person = fc.nat(ADDRESSES.length - 1)
/** Far from any order: clocks are set back. */
const time = fc.nat(50)
const password = fc.constantFrom('one', 'two')
const room = fc.constantFrom('red', 'red', 'red', 'red', 'blue')

const attempt = fc.record({
  room,
  returns: fc.boolean(),
  name: fc.string(),
  password: fc.option(password, { nil: undefined }),
  now: time
})

type Ask = (id: string) => ModerateRequest

const request: fc.Arbitrary<Ask> = fc.oneof(
  fc.boolean().map((locked): Ask => () => ({ type: 'lock', locked })),
  fc.option(password).map((text): Ask => () => ({ type: 'password', password: text })),
  fc.boolean().map((on): Ask => () => ({ type: 'waiting-room', on })),
  fc.constantFrom('admit', 'refuse', 'mute', 'stop-share').map((type): Ask => (id) => ({ type, id })),
  fc.constant<Ask>(() => ({ type: 'mute-all' })),
  fc.string().map((name): Ask => (id) => ({ type: 'rename', id, name })),
  fc.boolean().map((ban): Ask => (id) => ({ type: 'remove', id, ban })),
  fc.constantFrom('host', 'co-host', 'participant').map((role): Ask => (id) => ({ type: 'role', id, role })),
  fc.constant<Ask>(() => ({ type: 'end' }))
)

type Step = (world: World) => void

const join: fc.Arbitrary<Step> = fc
  .record({ person, attempt })
  .map((step) => (world) => world.join(step.person, step.attempt))
const expire: fc.Arbitrary<Step> = fc
  .record({ person, which: fc.nat(20) })
  .map((step) => (world) => world.expire(step.person, step.which))
const moderate: fc.Arbitrary<Step> = fc
  .record({ person, target: person, request, time })
  .map((step) => (world) => world.moderate(step.person, step.target, step.request, step.time))
/** With chance alone few requests come from somebody who may make them, or are about somebody who waits. */
const moderateWell: fc.Arbitrary<Step> = fc
  .record({ which: person, target: person, request, time })
  .map((step) => (world) => {
    const actor = pick(world.inCharge, step.which)
    const target = step.request('').type === 'admit' ? pick(world.waiting, step.target) : step.target
    if (actor !== undefined) world.moderate(actor, target ?? step.target, step.request, step.time)
  })

function pick(indices: readonly number[], which: number): number | undefined {
  return indices[which % indices.length]
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: join },
  {
    weight: 2,
    arbitrary: person.map(
      (index): Step =>
        (world) =>
          world.lose(index)
    )
  },
  {
    weight: 1,
    arbitrary: person.map(
      (index): Step =>
        (world) =>
          world.leave(index)
    )
  },
  { weight: 2, arbitrary: expire },
  {
    weight: 1,
    arbitrary: person.map((which): Step => (world) => {
      const leaver = pick(world.inCharge, which)
      if (leaver !== undefined) world.leave(leaver)
    })
  },
  { weight: 4, arbitrary: moderate },
  { weight: 10, arbitrary: moderateWell },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Step>(
      (world) => world.restart(),
      () => {},
      () => {},
      () => {}
    )
  }
)

/** As long as this each time: nothing much happens in the first few. */
const steps = fc.array(step, { maxLength: 120, size: 'max' })

test('whatever people do, a room has one host, nobody acts above their role, nobody outside learns who is inside, and nobody is lost or stays as a ghost', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), steps, (limit, steps) => {
      const world = new World(ROOMS, ADDRESSES, limit)
      for (const take of steps) {
        take(world)
        world.check()
      }
    }),
    { numRuns: 250 }
  )
}, 60_000)
