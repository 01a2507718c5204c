import { io, type Socket } from 'socket.io-client'
import {
  PROTOCOL_VERSION,
  SIGNALING_PATH,
  type ClientToServerEvents,
  type ServerToClientEvents
} from '../../../protocol/signaling.ts'

/** People in each room. */
const ROOM = 4
/** Clients that connect and join at the same time. */
const JOINING = 100
/** Signals that are on their way at the same time. */
const SIGNALLING = 64
/** Signals that each client sends. */
const SIGNALS = 5
/** As long as the description of a connection in a mesh. */
const SDP = 'v=0\r\n'.padEnd(6_000, 'a=rtpmap:96 VP8/90000\r\n')

type Client = Socket<ServerToClientEvents, ClientToServerEvents>

interface Member {
  client: Client
  id: string
  room: number
}

export interface LoadResult {
  /** Joins, and signals that came to whom they were sent to, a second. */
  joins: number
  relayed: number
  /** How long each signal was on its way, in milliseconds. */
  delays: number[]
}

/**
 * Loads a server with clients in rooms.
 *
 * @param whileLoaded called when all has been sent, while all clients are still there
 */
export async function load(
  origin: string,
  clients: number,
  whileLoaded: () => Promise<void>
): Promise<LoadResult> {
  const members: Member[] = []
  try {
    const joining = await timed(() =>
      atOnce(JOINING, clients, async (index) => {
        const room = Math.floor(index / ROOM)
        members.push({ ...(await join(origin, `load-${room}`, index)), room })
      })
    )
    const delays: number[] = []
    const roommates = Map.groupBy(members, ({ room }) => room)
    const relaying = await timed(() =>
      atOnce(SIGNALLING, clients * SIGNALS, async (index) => {
        const from = members[index % members.length] as Member
        const others = (roommates.get(from.room) ?? []).filter((other) => other !== from)
        const to = others[index % others.length]
        if (to !== undefined) delays.push(await signal(from, to))
      })
    )
    await whileLoaded()
    return { joins: clients / joining, relayed: delays.length / relaying, delays }
  } finally {
    for (const { client } of members) client.disconnect()
  }
}

async function join(origin: string, room: string, index: number): Promise<Omit<Member, 'room'>> {
  const client: Client = io(origin, {
    path: SIGNALING_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    // Each comes from an address of its own, as through a proxy: one alone may not join so often.
    extraHeaders: { 'X-Forwarded-For': `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}` }
  })
  await new Promise<void>((resolve, reject) => {
    client.once('connect', resolve)
    client.once('connect_error', reject)
  })
  const reply = await client.emitWithAck('room:join', {
    room,
    name: `Client ${index}`,
    protocol: PROTOCOL_VERSION
  })
  if (!reply.ok) throw new Error(`A join was refused: ${reply.error.message}`)
  return { client, id: reply.value.self.id }
}

/** @returns milliseconds until it has come */
async function signal(from: Member, to: Member): Promise<number> {
  const sentAt = performance.now()
  const arrived = new Promise<void>((resolve) => {
    const listen = (event: { from: string }) => {
      if (event.from !== from.id) return
      to.client.off('peer:signal', listen)
      resolve()
    }
    to.client.on('peer:signal', listen)
  })
  const [reply] = await Promise.all([
    from.client.emitWithAck('peer:signal', { to: to.id, description: { type: 'offer', sdp: SDP } }),
    arrived
  ])
  if (!reply.ok || !reply.value.delivered) throw new Error('A signal was refused')
  return performance.now() - sentAt
}

/** Does something so many times, a number of them at the same time. */
async function atOnce(width: number, times: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const work = async () => {
    while (next < times) await act(next++)
  }
  await Promise.all(Array.from({ length: Math.min(width, times) }, work))
}

/** @returns seconds */
async function timed(act: () => Promise<void>): Promise<number> {
  const beganAt = performance.now()
  await act()
  return (performance.now() - beganAt) / 1_000
}
