import type { Clock } from '../clock.ts'
import { TokenBucket, type Rate } from './token-bucket.ts'

/**
 * Frames from one socket, of any kind, in units of 1 KiB or part of it. A person who joins 99 others sends
 * them about 100 descriptions of 8 KiB and 2,500 candidates, which is 3,400 units.
 */
export const FRAME_RATE: Rate = { burst: 8_192, perSecond: 512 }

/**
 * Most packets that wait for one socket. They pile up when the other end doesn't read; a person who is being
 * joined by 99 others at once is sent about 2,600.
 */
const MAX_WAITING = 4_096

/** What is used of an engine.io socket. */
export interface GuardedConnection {
  on(event: 'packet', listener: (packet: { data?: unknown }) => void): unknown
  on(event: 'packetCreate' | 'flush', listener: () => void): unknown
  close(discard?: boolean): unknown
}

/**
 * Closes a connection below socket.io that sends far too much, whatever it sends, or doesn't read what it is
 * sent.
 */
export function guardConnection(
  connection: GuardedConnection,
  clock: Clock,
  onClose: (why: 'flood' | 'backlog') => void
): void {
  const frames = new TokenBucket(FRAME_RATE, clock.now())
  let waiting = 0
  let closed = false
  const close = (why: 'flood' | 'backlog') => {
    if (closed) return
    closed = true
    onClose(why)
    connection.close(true)
  }
  connection.on('packet', ({ data }) => {
    if (!frames.take(clock.now(), 1 + Math.floor(size(data) / 1024))) close('flood')
  })
  connection.on('packetCreate', () => {
    waiting += 1
    if (waiting > MAX_WAITING) close('backlog')
  })
  connection.on('flush', () => {
    waiting = 0
  })
}

function size(data: unknown): number {
  return typeof data === 'string' || data instanceof Uint8Array ? data.length : 0
}
