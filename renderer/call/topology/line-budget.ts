import type { PeerFigures } from '../stats/quality-figures.ts'
import { SPEECH } from './send-policy.ts'

/** A line that is this full of what is sent is a bound, and not only thought to be one. */
const FULL = 0.8

/** Share of packets that is lost only where the line is too narrow. */
const LOSSY = 0.1

/** What is found to be free is not all taken, so that a queue can empty. */
const MARGIN = 0.9

/** So many have to be sent pictures, or what they have in common doesn't show. */
const SEVERAL = 2

/** A line that carries what is sent is taken to carry twice as much. */
const HOPE = 2

/**
 * What this machine's line takes up, in bits per second, as far as that shows. Each connection estimates its own way
 * alone, and no higher than a little above what it sends: while nothing is short the sum is a lower bound, and tells
 * nothing. Where most of those who are sent pictures are sent fewer than they could be, what they have in common is
 * this side's line, and the sum is what it carries, with the speech that goes to the others. One alone who is badly
 * served has a bad line of their own, and their connection's own estimate keeps to that. Pure.
 *
 * @param bound what the line was taken to carry so far
 * @returns null when nothing is known
 */
export function measureUplink(figures: Iterable<PeerFigures>, bound: number): number | null {
  const all = [...figures]
  const served = all.filter(isServed)
  if (served.length === 0) return null
  if (served.filter(isShort).length * 2 <= served.length) return Number.isFinite(bound) ? bound * HOPE : null
  if (served.length < SEVERAL) return null
  const others = all.filter((each) => !isServed(each))
  // What goes to the others is on the line already; the plan takes speech for everybody off what is found here.
  return (
    MARGIN * served.reduce((sum, each) => sum + (each.availableOutgoing ?? sentTo(each)), 0) +
    others.reduce((sum, each) => sum + Math.max(SPEECH, sentTo(each)), 0)
  )
}

/** Whether they are sent pictures. */
function isServed({ outgoing: { camera, screen } }: PeerFigures): boolean {
  return [camera, screen].some((stream) => (stream?.bitrate ?? 0) > 0)
}

function isShort(figures: PeerFigures): boolean {
  const { camera, screen } = figures.outgoing
  if (sentTo(figures) < (figures.availableOutgoing ?? Infinity) * FULL) return false
  return [camera, screen].some((stream) => stream?.limitation === 'bandwidth' || (stream?.loss ?? 0) > LOSSY)
}

function sentTo({ outgoing }: PeerFigures): number {
  return Object.values(outgoing).reduce((sum, stream) => sum + (stream?.bitrate ?? 0), 0)
}
