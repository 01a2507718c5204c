import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { whyNoNamespacesHere, whyNoVirtualNetworksHere } from '../../../build/scripts/network-namespaces.ts'
import type { NearbyMeeting } from '../../../protocol/nearby.ts'
import type { NearbyOrder } from './nearby-process.ts'

const PROGRAM = join(import.meta.dirname, 'nearby-process.ts')
const MEETING = { room: 'modi-kafu-ruse', name: 'Ada', textRoom: false }

/** How long something may take that takes milliseconds, on a machine that is busy otherwise. */
const LIMIT = { timeout: 20_000, interval: 20 }

const reason = (await whyNoNamespacesHere()) ?? (await whyNoVirtualNetworksHere())
if (reason !== null) console.log(`Meetings nearby are not tried on a real network: ${reason}`)

const started: ChildProcess[] = []

/** Starts a program that says a line when it is ready. */
async function start(program: string, words: readonly string[], read: (line: string) => void = () => {}) {
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'] })
  started.push(child)
  const lines = createInterface(child.stdout)
  lines.on('line', read)
  await once(lines, 'line')
  return child
}

/** A machine as far as the network goes. */
class Machine {
  readonly #process: ChildProcess

  private constructor(process: ChildProcess) {
    this.#process = process
  }

  static async make(): Promise<Machine> {
    return new Machine(await start('unshare', ['--net', 'sh', '-c', 'echo ready && exec sleep infinity']))
  }

  get #namespace(): string {
    return `/proc/${this.#process.pid}/ns/net`
  }

  /** Goes before a command to have it run there. */
  get entrance(): string[] {
    return ['nsenter', `--net=${this.#namespace}`]
  }

  ip(words: string): string {
    const [program = '', ...entrance] = this.entrance
    return execFileSync(program, [...entrance, 'ip', ...words.split(' ')], {
      stdio: 'pipe',
      encoding: 'utf8'
    })
  }

  /** Lays a cable to another machine, whose end there is `lan` as well. */
  connect(other: Machine): void {
    this.ip(`link add lan type veth peer name lan netns ${other.#process.pid}`)
  }

  /** Brings the cable's end up under an address. */
  join(address: string): void {
    this.ip('address flush dev lan')
    this.ip(`address add ${address} dev lan`)
    this.ip('link set lan up')
  }

  /** Waits until both ends of the cable are up: before that Node doesn't see the interface. */
  async connected(): Promise<void> {
    await vi.waitFor(() => expect(this.ip('link show lan')).toContain('state UP'), LIMIT)
  }
}

/** A Parley on a machine, as far as meetings nearby go. */
class Parley {
  /** What it found, newest last. */
  readonly found: NearbyMeeting[][] = []
  readonly complaints: string[] = []
  #process: ChildProcess | null = null

  static async start(machine: Machine): Promise<Parley> {
    const parley = new Parley()
    const [program = '', ...entrance] = machine.entrance
    parley.#process = await start(program, [...entrance, process.execPath, PROGRAM], (line) => {
      const word = JSON.parse(line) as { meetings?: NearbyMeeting[]; wrong?: string }
      if (word.meetings !== undefined) parley.found.push(word.meetings)
      if (word.wrong !== undefined) parley.complaints.push(word.wrong)
    })
    return parley
  }

  get servers(): string[] {
    return this.found.at(-1)?.map(({ server }) => server) ?? []
  }

  order(order: NearbyOrder): void {
    this.#process?.stdin?.write(`${JSON.stringify(order)}\n`)
  }
}

describe.skipIf(reason !== null)('on a real network', () => {
  let here: Machine
  let there: Machine

  beforeEach(async () => {
    here = await Machine.make()
    there = await Machine.make()
    here.connect(there)
    here.join('192.168.77.1/24')
    there.join('192.168.77.2/24')
    await here.connected()
    await there.connected()
  })

  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL')
  })

  test('a meeting is found from another machine and from another app, and is gone when its app ends', async () => {
    const [ada, beside, lin] = [await Parley.start(here), await Parley.start(here), await Parley.start(there)]
    lin.order({ do: 'find' })
    ada.order({ do: 'announce', meeting: MEETING, origin: 'http://192.168.77.1:7420' })
    await vi.waitFor(() => expect(lin.servers).toEqual(['http://192.168.77.1:7420']), LIMIT)
    expect(lin.found.at(-1)).toMatchObject([{ room: 'modi-kafu-ruse', name: 'Ada', textRoom: false }])
    // Who looks later has to ask.
    beside.order({ do: 'find' })
    await vi.waitFor(() => expect(beside.servers).toEqual(['http://192.168.77.1:7420']), LIMIT)
    ada.order({ do: 'quit' })
    await vi.waitFor(() => expect([lin.servers, beside.servers]).toEqual([[], []]), LIMIT)
    expect([...ada.complaints, ...beside.complaints, ...lin.complaints]).toEqual([])
  })

  test('a meeting is announced anew, and found, when its machine has another address', async () => {
    const [ada, lin] = [await Parley.start(here), await Parley.start(there)]
    lin.order({ do: 'find' })
    ada.order({ do: 'announce', meeting: MEETING, origin: 'http://192.168.77.1:7420' })
    await vi.waitFor(() => expect(lin.servers).toEqual(['http://192.168.77.1:7420']), LIMIT)
    here.join('192.168.77.9/24')
    ada.order({ do: 'network-changed', origin: 'http://192.168.77.9:7420' })
    await vi.waitFor(() => expect(lin.servers).toContain('http://192.168.77.9:7420'), LIMIT)
  })

  test('a port that another program keeps to itself is said once, and harms nothing', async () => {
    const [program = '', ...entrance] = here.entrance
    const keep = "require('dgram').createSocket('udp4').bind(5353, () => console.log('ready'))"
    const keeper = await start(program, [...entrance, process.execPath, '-e', keep])
    const [ada, lin] = [await Parley.start(here), await Parley.start(there)]
    ada.order({ do: 'find' })
    await vi.waitFor(() => expect(ada.complaints).toHaveLength(1), LIMIT)
    expect(ada.complaints[0]).toContain('EADDRINUSE')
    ada.order({ do: 'announce', meeting: MEETING, origin: 'http://192.168.77.1:7420' })
    // It still does what it is asked: once it is on its way to another network, it is heard there.
    lin.order({ do: 'find' })
    keeper.kill('SIGKILL')
    await vi.waitFor(() => {
      ada.order({ do: 'network-changed', origin: 'http://192.168.77.1:7420' })
      expect(lin.servers).toEqual(['http://192.168.77.1:7420'])
    }, LIMIT)
  })

  test('without a network nothing is found, and nothing is wrong', async () => {
    here.ip('link set lan down')
    here.ip('address flush dev lan')
    const ada = await Parley.start(here)
    ada.order({ do: 'find' })
    ada.order({ do: 'announce', meeting: MEETING, origin: 'http://127.0.0.1:7420' })
    await vi.waitFor(() => expect(ada.found).toEqual([[]]), LIMIT)
    here.join('192.168.77.1/24')
    await here.connected()
    await there.connected()
    const lin = await Parley.start(there)
    lin.order({ do: 'find' })
    ada.order({ do: 'network-changed', origin: 'http://192.168.77.1:7420' })
    await vi.waitFor(() => expect(lin.servers).toEqual(['http://192.168.77.1:7420']), LIMIT)
    expect(ada.complaints).toEqual([])
  })
})
