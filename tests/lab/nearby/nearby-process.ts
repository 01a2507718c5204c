import { randomBytes } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { createInterface } from 'node:readline'
import { createOpenLink } from '../../../electron/main/nearby/multicast-link.ts'
import { Nearby } from '../../../electron/main/nearby/nearby.ts'
import type { AnnouncedMeeting } from '../../../protocol/nearby.ts'

/** What is asked of the process, a line each. */
export type NearbyOrder =
  | { do: 'announce'; meeting: AnnouncedMeeting; origin: string }
  | { do: 'find' }
  | { do: 'network-changed'; origin: string }
  /** As the app ends: what has to be said is said at once, or never. */
  | { do: 'quit' }

/** Meetings nearby in a process of their own, without the app around them. It says what it finds, and what is wrong. */
let origin: string | null = null
const say = (word: object) => console.log(JSON.stringify(word))
const complain = (...words: unknown[]) => say({ wrong: words.map(String).join(' ') })
const nothing = () => {}
const log = { error: complain, warn: complain, info: nothing, debug: nothing }
const nearby = new Nearby({
  settings: () => ({ showNearby: true, findNearby: true }),
  shared: () => Promise.resolve(origin === null ? null : { origin, fingerprint: null }),
  interfaces: networkInterfaces,
  openLink: createOpenLink(log, Date.now),
  createId: () => randomBytes(8).toString('hex'),
  onMeetings: (meetings) => say({ meetings }),
  log: log
})

const orders = createInterface(process.stdin)
// It ends with whoever started it.
orders.on('close', () => process.exit(0))
orders.on('line', (line) => {
  const order = JSON.parse(line) as NearbyOrder
  switch (order.do) {
    case 'announce':
      origin = order.origin
      void nearby.announce(order.meeting)
      break
    case 'find':
      nearby.find(true)
      break
    case 'network-changed':
      origin = order.origin
      void nearby.networkChanged()
      break
    case 'quit':
      nearby.close()
      process.exit(0)
  }
})
say({ ready: true })
