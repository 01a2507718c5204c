/** A program for a client: it finds out how the network treats it, and writes that as JSON. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { NatBehavior } from './nat-behavior.ts'
import { FIRST, OTHER_ADDRESS, OTHER_PORT, REFLECTORS, TCP_REFLECTOR, TLS_SERVER } from './reflectors.ts'

/** After how long an answer won't come any more, in milliseconds. */
const PATIENCE = 1_000

/** This machine's address, and nothing else. */
const ownAddress = process.argv[2]

/** Writes to a place and asks for an answer from a place. @returns where we were seen; null when none came */
async function ask(socket: Socket, to: number, from: number): Promise<string | null> {
  const { address, port } = REFLECTORS[to] ?? REFLECTORS[FIRST]
  socket.send(String(from), port, address)
  const answer = once(socket, 'message', { signal: AbortSignal.timeout(PATIENCE) })
  return answer.then(([seen]) => String(seen)).catch(() => null)
}

/** Asks from a port of its own, so that nothing that was sent before counts. */
async function withSocket<Result>(use: (socket: Socket) => Promise<Result>): Promise<Result> {
  const socket = createSocket('udp4').bind()
  await once(socket, 'listening')
  const result = await use(socket)
  socket.close()
  return result
}

async function findMapping(): Promise<NatBehavior['mapping']> {
  return withSocket(async (socket) => {
    const seen = await ask(socket, FIRST, FIRST)
    if (seen === null) return 'blocked'
    if ((await ask(socket, OTHER_PORT, OTHER_PORT)) !== seen) return 'address and port-dependent'
    if ((await ask(socket, OTHER_ADDRESS, OTHER_ADDRESS)) !== seen) return 'address-dependent'
    return seen === `${ownAddress}:${socket.address().port}` ? 'none' : 'endpoint-independent'
  })
}

async function findFiltering(): Promise<NatBehavior['filtering']> {
  const answersFrom = (place: number) => withSocket((socket) => ask(socket, FIRST, place))
  if ((await answersFrom(FIRST)) === null) return 'blocked'
  if ((await answersFrom(OTHER_ADDRESS)) !== null) return 'endpoint-independent'
  return (await answersFrom(OTHER_PORT)) === null ? 'address and port-dependent' : 'address-dependent'
}

async function canConnect({ address, port }: { address: string; port: number }): Promise<boolean> {
  const socket = connect(port, address)
  const connected = await once(socket, 'connect', { signal: AbortSignal.timeout(PATIENCE) }).then(
    () => true,
    () => false
  )
  socket.destroy()
  return connected
}

async function findTcp(): Promise<NatBehavior['tcp']> {
  if (await canConnect(TCP_REFLECTOR)) return 'anywhere'
  return (await canConnect(TLS_SERVER)) ? 'port 443' : 'blocked'
}

const behavior: NatBehavior = {
  mapping: await findMapping(),
  filtering: await findFiltering(),
  tcp: await findTcp()
}
console.log(JSON.stringify(behavior))
