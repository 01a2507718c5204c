import { encode } from 'dns-packet'
import { EventEmitter } from 'node:events'
import type { NetworkInterfaceInfo } from 'node:os'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { NearbyMeeting } from '../../../protocol/nearby.ts'
import type { Log } from '../log.ts'
import { FakeAir } from '../testing/fake-air.ts'
import { Nearby } from './nearby.ts'
import { LIFETIME, toPacket } from './service-records.ts'

const log: Log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
const MEETING = { room: 'modi-kafu-ruse', name: 'Ada', textRoom: false }

let air: FakeAir
let machines: Machine[]

/** A Parley on a machine of its own. */
class Machine {
  readonly settings = { showNearby: true, findNearby: true }
  address: string
  /** What its page was told, newest last. */
  readonly told: NearbyMeeting[][] = []
  origin: string | null
  fingerprint: string | null = null
  ids = 0
  readonly nearby: Nearby

  constructor(address: string) {
    this.address = address
    this.origin = `http://${address}:7420`
    this.nearby = new Nearby({
      settings: () => this.settings,
      shared: () => {
        const { origin, fingerprint } = this
        return Promise.resolve(origin === null ? null : { origin, fingerprint })
      },
      interfaces: () => ({
        eth0: [{ address: this.address, netmask: '255.255.255.0', family: 'IPv4' } as NetworkInterfaceInfo]
      }),
      openLink: air.openLink,
      createId: () => `${machines.indexOf(this)}`.padStart(8, '0') + `${++this.ids}`.padStart(8, '0'),
      onMeetings: (meetings) => this.told.push(meetings),
      log
    })
    machines.push(this)
  }

  /** Names of the meetings that its page lists. */
  get listed(): string[] {
    return this.told.at(-1)?.map(({ name }) => name) ?? []
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  air = new FakeAir()
  machines = []
})
afterEach(() => {
  for (const { nearby } of machines) nearby.close()
  expect(vi.getTimerCount(), 'nothing waits any more').toBe(0)
  expect(air.links.size, 'no socket is open any more').toBe(0)
  vi.useRealTimers()
})

describe('a meeting', () => {
  test('is found by whoever looks, before and after it begins, and is gone when it ends', async () => {
    const [ada, lin, kim] = [
      new Machine('192.168.1.5'),
      new Machine('192.168.1.6'),
      new Machine('192.168.1.7')
    ]
    lin.nearby.find(true)
    expect(lin.told).toEqual([[]])
    await ada.nearby.announce(MEETING)
    const found = {
      name: 'Ada',
      room: 'modi-kafu-ruse',
      server: 'http://192.168.1.5:7420',
      textRoom: false,
      fingerprint: null
    }
    expect(lin.told.at(-1)).toEqual([{ id: 'parley-0000000000000001', ...found }])
    await vi.advanceTimersByTimeAsync(5_000)
    kim.nearby.find(true)
    expect(kim.listed, 'not before somebody has answered').toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    expect(kim.listed).toEqual(['Ada'])
    await ada.nearby.announce(null)
    expect([lin.listed, kim.listed]).toEqual([[], []])
    expect(lin.told, 'and nothing was told twice').toHaveLength(3)
  })

  test('lasts as long as it is there, and no longer than two minutes when its computer is just gone', async () => {
    const [ada, lin] = [new Machine('192.168.1.5'), new Machine('192.168.1.6')]
    lin.nearby.find(true)
    await ada.nearby.announce(MEETING)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(lin.listed).toEqual(['Ada'])
    for (const link of air.links) if (link.address === ada.address) air.links.delete(link)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(lin.listed).toEqual(['Ada'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(lin.listed).toEqual([])
  })

  test('of one machine is not listed there', async () => {
    const ada = new Machine('192.168.1.5')
    ada.nearby.find(true)
    await ada.nearby.announce(MEETING)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(ada.listed).toEqual([])
  })

  test('of another app on the same machine is', async () => {
    const [ada, lin] = [new Machine('192.168.1.5'), new Machine('192.168.1.5')]
    lin.nearby.find(true)
    await ada.nearby.announce(MEETING)
    expect(lin.listed).toEqual(['Ada'])
  })

  test('is announced under another id each time', async () => {
    const [ada, lin] = [new Machine('192.168.1.5'), new Machine('192.168.1.6')]
    lin.nearby.find(true)
    await ada.nearby.announce(MEETING)
    await ada.nearby.announce(null)
    await ada.nearby.announce(MEETING)
    const ids = lin.told.flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(2)
  })

  test('that is announced again as it is makes no noise', async () => {
    const ada = new Machine('192.168.1.5')
    await ada.nearby.announce(MEETING)
    await ada.nearby.announce({ ...MEETING })
    await ada.nearby.serverRestarted()
    expect(air.kinds).toEqual(['announcement'])
  })

  test('on a server that came back at another port is announced there', async () => {
    const [ada, lin] = [new Machine('192.168.1.5'), new Machine('192.168.1.6')]
    lin.nearby.find(true)
    await ada.nearby.announce(MEETING)
    ada.origin = 'https://192.168.1.5:7421'
    await ada.nearby.serverRestarted()
    expect(lin.told.at(-1)).toMatchObject([{ server: 'https://192.168.1.5:7421' }])
  })

  test('names the certificate that is to be seen there', async () => {
    const [ada, lin] = [new Machine('192.168.1.5'), new Machine('192.168.1.6')]
    lin.nearby.find(true)
    ada.origin = 'https://192.168.1.5:7420'
    ada.fingerprint = 'A'.repeat(43)
    await ada.nearby.announce(MEETING)
    expect(lin.told.at(-1)).toMatchObject([{ server: ada.origin, fingerprint: ada.fingerprint }])
  })

  test('follows the address that its person chooses', async () => {
    const [ada, lin] = [new Machine('192.168.1.5'), new Machine('192.168.1.6')]
    lin.nearby.find(true)
    await ada.nearby.announce(MEETING)
    ada.origin = 'http://192.168.1.5:7999'
    await ada.nearby.followSettings({ shareInterface: 'eth0' })
    expect(lin.told.at(-1)).toMatchObject([{ server: 'http://192.168.1.5:7999' }])
  })
})

describe('nothing is announced', () => {
  test('without the setting; and changing it has its effect at once', async () => {
    const ada = new Machine('192.168.1.5')
    ada.settings.showNearby = false
    await ada.nearby.announce(MEETING)
    expect(air.sent).toEqual([])
    ada.settings.showNearby = true
    await ada.nearby.followSettings({ showNearby: true })
    ada.settings.showNearby = false
    await ada.nearby.followSettings({ showNearby: false })
    expect(air.kinds).toEqual(['announcement', 'goodbye'])
  })

  test('of a meeting that is for this machine alone, nor once it is so', async () => {
    const ada = new Machine('192.168.1.5')
    ada.origin = 'http://127.0.0.1:7420'
    await ada.nearby.announce(MEETING)
    expect(air.sent).toEqual([])
    ada.origin = 'http://192.168.1.5:7420'
    await ada.nearby.followSettings({ hostOnNetwork: true })
    ada.origin = null
    await ada.nearby.followSettings({ hostOnNetwork: false })
    expect(air.kinds).toEqual(['announcement', 'goodbye'])
  })

  test('when the meeting is over before its server has said where it is', async () => {
    const ada = new Machine('192.168.1.5')
    const beginning = ada.nearby.announce(MEETING)
    await ada.nearby.announce(null)
    await beginning
    expect(air.sent).toEqual([])
  })

  test('any more when the page goes', async () => {
    const ada = new Machine('192.168.1.5')
    const contents = new EventEmitter()
    ada.nearby.attach(contents as never)
    ada.nearby.find(true)
    await ada.nearby.announce(MEETING)
    contents.emit('render-process-gone')
    expect(air.kinds.at(-1)).toBe('goodbye')
    expect(air.links.size).toBe(0)
  })

  test('more than once a second, however often somebody asks', async () => {
    const [ada, lin] = [new Machine('192.168.1.5'), new Machine('192.168.1.6')]
    await ada.nearby.announce(MEETING)
    await vi.advanceTimersByTimeAsync(10_000)
    const before = air.kinds.length
    for (let asked = 0; asked < 20; asked += 1) {
      lin.nearby.find(true)
      lin.nearby.find(false)
      await vi.advanceTimersByTimeAsync(100)
    }
    const said = air.kinds.slice(before).filter((kind) => kind === 'announcement')
    expect(said.length).toBeGreaterThan(0)
    expect(said.length).toBeLessThanOrEqual(3)
  })
})

describe('looking', () => {
  test('costs one question a minute, and ends with all it opened', async () => {
    const lin = new Machine('192.168.1.6')
    lin.nearby.find(true)
    await vi.advanceTimersByTimeAsync(60_000)
    const before = air.sent.length
    await vi.advanceTimersByTimeAsync(600_000)
    expect(air.sent.length - before).toBe(10)
    lin.nearby.find(false)
    expect(air.links.size).toBe(0)
  })

  test('is left alone without the setting, and what was found is forgotten', async () => {
    const [ada, lin] = [new Machine('192.168.1.5'), new Machine('192.168.1.6')]
    await ada.nearby.announce(MEETING)
    lin.nearby.find(true)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(lin.listed).toEqual(['Ada'])
    lin.settings.findNearby = false
    await lin.nearby.followSettings({ findNearby: false })
    expect(lin.listed).toEqual([])
    lin.nearby.find(false)
    lin.nearby.find(true)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(lin.listed).toEqual([])
  })

  test('forgets what was found in a network that is gone', async () => {
    const [ada, lin] = [new Machine('192.168.1.5'), new Machine('192.168.1.6')]
    lin.nearby.find(true)
    await ada.nearby.announce(MEETING)
    expect(lin.listed).toEqual(['Ada'])
    lin.address = '10.0.0.6'
    for (const link of air.links) if (link.address === ada.address) air.links.delete(link)
    await lin.nearby.networkChanged()
    expect(lin.listed).toEqual([])
  })

  test('begins anew on another network, and so does what is announced', async () => {
    const [ada, lin] = [new Machine('192.168.1.5'), new Machine('192.168.1.6')]
    lin.nearby.find(true)
    await ada.nearby.announce(MEETING)
    ada.address = '10.0.0.5'
    ada.origin = 'http://10.0.0.5:7420'
    await ada.nearby.networkChanged()
    expect(lin.told.at(-1)).toMatchObject([{ server: 'http://10.0.0.5:7420' }])
    await lin.nearby.networkChanged()
    expect(air.kinds.at(-1)).toBe('question')
    expect([...air.links].map(({ address }) => address).sort()).toEqual(['10.0.0.5', '192.168.1.6'])
  })
})

describe('somebody hostile', () => {
  const service = (n: number, address: string) => ({
    id: `parley-${n.toString(16).padStart(16, 'f')}`,
    address,
    port: 80,
    announcement: { txtvers: '1', scheme: 'http', room: 'abc', name: `Mallory ${n}` } as const
  })
  const announce = (n: number, address: string, lifetime = LIFETIME) =>
    air.send(encode(toPacket(service(n, address), lifetime)), address)

  test('fills no list, pushes nothing out, and has three places', async () => {
    const [ada, lin] = [new Machine('192.168.1.5'), new Machine('192.168.1.6')]
    lin.nearby.find(true)
    await ada.nearby.announce(MEETING)
    for (let n = 0; n < 100; n += 1) announce(n, '192.168.1.66')
    expect(lin.listed).toEqual(['Ada', 'Mallory 0', 'Mallory 1', 'Mallory 2'])
    for (let n = 100; n < 400; n += 1) announce(n, `192.168.1.${100 + (n % 100)}`)
    expect(lin.listed).toHaveLength(24)
    expect(lin.listed[0]).toBe('Ada')
  })

  test('takes the place of nobody else’s meeting', async () => {
    const [ada, lin] = [new Machine('192.168.1.5'), new Machine('192.168.1.6')]
    lin.nearby.find(true)
    await ada.nearby.announce(MEETING)
    const before = lin.told.at(-1)
    const [{ id } = { id: '' }] = before ?? []
    air.send(encode(toPacket({ ...service(1, '192.168.1.66'), id }, LIFETIME)), '192.168.1.66')
    expect(lin.told.at(-1)).toEqual(before)
  })

  test('takes nobody else’s meeting back', async () => {
    const [ada, lin] = [new Machine('192.168.1.5'), new Machine('192.168.1.6')]
    lin.nearby.find(true)
    await ada.nearby.announce(MEETING)
    const { packet } = air.sent.find(({ from }) => from === ada.address)!
    const answers = packet.answers?.map((answer) => ({ ...answer, ttl: 0 }) as typeof answer)
    air.send(encode({ type: 'response', answers }), '192.168.1.66')
    expect(lin.listed).toEqual(['Ada'])
    air.send(encode({ type: 'response', answers }), ada.address)
    expect(lin.listed).toEqual([])
  })
})
