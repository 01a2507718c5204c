import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { startServerProcess, type ServerProcess } from '../../../build/scripts/server-process.ts'
import type { Bench } from '../bench.ts'
import { figureOf, type Figure } from '../figure.ts'
import { processMemory } from '../process-memory.ts'
import { load, type LoadResult } from './load.ts'

const CLIENTS = [1_000, 5_000] as const
const RUNS = 3

/** How many people one signaling server carries. */
export const SERVER: Bench = {
  about: `A thousand and five thousand clients in rooms of four, from another process on the same machine: 100 at a time connect and
join, then each sends five signals of 6 kB, 64 being on their way at a time. The limit is bare socket.io under the same load,
with messages of the same length; it checks, limits, signs and logs nothing.

- \`server.joins\`: connections with a join, a second.
- \`server.relay\`: signals that came to whom they were sent to, a second.
- \`server.p50\`, \`.p99\`: how long a signal is on its way.
- \`server.memory\`: what the server's process grows by for each client, garbage that nobody has collected included (Linux).

Where joins are below their aim: each is checked, limited, given a signed ticket and told to the others, which bare socket.io
doesn't do; with five thousand that weighs less. The p99 of a thousand differs much from run to run.`,
  aims: {
    'server.joins.1000': { of: 'ratio', bound: 'least', is: 0.85 },
    'server.relay.1000': { of: 'ratio', bound: 'least', is: 0.85 },
    'server.joins.5000': { of: 'ratio', bound: 'least', is: 0.85 },
    'server.relay.5000': { of: 'ratio', bound: 'least', is: 0.85 },
    'server.p50.1000': { of: 'ratio', bound: 'most', is: 1.18 },
    'server.p99.1000': { of: 'ratio', bound: 'most', is: 1.18 },
    'server.p50.5000': { of: 'ratio', bound: 'most', is: 1.18 },
    'server.p99.5000': { of: 'ratio', bound: 'most', is: 1.18 }
  },
  measure
}

interface Loaded extends LoadResult {
  /** kB for each client. */
  memory: number
}

async function measure(): Promise<Figure[]> {
  // The process that makes the load is slower until it has warmed up, at the cost of whoever comes first.
  await loadOne(startBare, CLIENTS[0])
  const figures: Figure[] = []
  for (const clients of CLIENTS) {
    const [ours, bare]: [Loaded[], Loaded[]] = [[], []]
    for (let run = 0; run < RUNS; run++) {
      ours.push(await loadOne(startOurs, clients))
      bare.push(await loadOne(startBare, clients))
    }
    const of = (id: string, unit: string, pick: (loaded: Loaded) => readonly number[], share?: number) =>
      figureOf(`server.${id}.${clients}`, unit, ours.flatMap(pick), bare.flatMap(pick), share)
    figures.push(
      of('joins', '1/s', ({ joins }) => [joins]),
      of('relay', '1/s', ({ relayed }) => [relayed]),
      of('p50', 'ms', ({ delays }) => delays),
      of('p99', 'ms', ({ delays }) => delays, 0.99)
    )
    if (process.platform === 'linux') figures.push(of('memory', 'kB', ({ memory }) => [memory]))
  }
  return figures
}

async function loadOne(start: () => Promise<ServerProcess>, clients: number): Promise<Loaded> {
  const server = await start()
  try {
    const before = await processMemory([server.pid])
    let after = before
    const result = await load(server.origin, clients, async () => {
      after = await processMemory([server.pid])
    })
    return { ...result, memory: ((after - before) * 1_000) / clients }
  } finally {
    await server.stop()
  }
}

function startOurs(): Promise<ServerProcess> {
  return startServerProcess({ port: 0, host: '127.0.0.1' })
}

async function startBare(): Promise<ServerProcess> {
  const child = fork(join(import.meta.dirname, 'bare-server.ts'))
  const ended = once(child, 'exit')
  const [origin] = (await once(child, 'message')) as [string]
  const stop = async () => {
    child.kill()
    await ended
  }
  return { origin, pid: child.pid ?? NaN, stop }
}
