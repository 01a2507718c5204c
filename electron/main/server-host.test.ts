import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EmbeddedServerCommand, EmbeddedServerEvent } from '../../protocol/embedded-server.ts'
import { fail, succeed } from '../../protocol/result.ts'
import type { Log } from './log.ts'
import type { ServerCertificate } from './server-certificate.ts'

/** A utility process that does what a test says. */
class FakeProcess extends EventEmitter {
  readonly stdout = null
  readonly stderr = null
  readonly commands: EmbeddedServerCommand[] = []
  readonly kill = vi.fn()

  postMessage(command: EmbeddedServerCommand): void {
    this.commands.push(command)
  }

  answer(outcome: Extract<EmbeddedServerEvent, { type: 'started' }>['outcome']): void {
    this.emit('message', { type: 'started', outcome } satisfies EmbeddedServerEvent)
  }

  reach(): void {
    this.emit('message', { type: 'reached' } satisfies EmbeddedServerEvent)
  }
}

const processes: FakeProcess[] = []
vi.mock('electron', () => ({
  utilityProcess: {
    fork() {
      const process = new FakeProcess()
      processes.push(process)
      return process
    }
  }
}))
vi.mock('node:os', () => ({
  networkInterfaces: () => ({
    eth0: [{ address: '192.0.2.7', family: 'IPv4', internal: false }],
    wlan0: [{ address: '198.51.100.3', family: 'IPv4', internal: false }]
  })
}))
const { ServerHost } = await import('./server-host.ts')

const log: Log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
let onNetwork: boolean
let host: InstanceType<typeof ServerHost>
let chosen: string | null
let certificate: () => Promise<ServerCertificate>
/** How often a server that died was running again. */
let restarts: number
/** How often somebody was the first from another machine. */
let arrivals: number

const CERTIFICATE: ServerCertificate = { key: 'key', cert: 'certificate', fingerprint: 'f'.repeat(43) }

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  processes.length = 0
  onNetwork = false
  chosen = null
  certificate = () => Promise.resolve(CERTIFICATE)
  restarts = 0
  arrivals = 0
  host = new ServerHost({
    script: 'embedded-server.js',
    pages: 'renderer',
    secret: 'x'.repeat(64),
    hostOnNetwork: () => onNetwork,
    shareInterface: () => chosen,
    certificate: () => certificate(),
    onReached: () => (arrivals += 1),
    onRestarted: () => (restarts += 1),
    log
  })
})

afterEach(() => {
  host.close()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

/** Lets what was promised be told. */
const told = () => vi.advanceTimersByTimeAsync(0)

async function startServer(port = 7420): Promise<void> {
  const started = host.start()
  await told()
  processes.at(-1)!.answer(succeed({ port }))
  expect(await started).toMatchObject({ ok: true })
}

describe('the embedded server', () => {
  test('is started once, however often it is asked for', async () => {
    const both = [host.start(), host.start()]
    processes[0]!.answer(succeed({ port: 7420 }))
    const origin = 'http://127.0.0.1:7420'
    const expected = { ok: true, value: { localOrigin: origin, shareOrigin: origin, network: null } }
    expect(await Promise.all([...both, host.start()])).toEqual([expected, expected, expected])
    expect(processes).toHaveLength(1)
  })

  test.each([
    [true, '0.0.0.0'],
    [false, '127.0.0.1']
  ])('listens as far as the setting says: on the network %s', async (setting, expected) => {
    onNetwork = setting
    await startServer()
    expect(processes[0]!.commands).toMatchObject([{ type: 'start', host: expected, pages: 'renderer' }])
  })

  test('shows a certificate on the network, and tells how it is reached there', async () => {
    onNetwork = true
    await startServer()
    expect(processes[0]!.commands).toMatchObject([{ tls: { key: 'key', cert: 'certificate' } }])
    const network = {
      port: 7420,
      fingerprint: CERTIFICATE.fingerprint,
      addresses: [
        { name: 'eth0', address: '192.0.2.7', virtual: false },
        { name: 'wlan0', address: '198.51.100.3', virtual: false }
      ],
      chosen: 'eth0',
      reached: false
    }
    expect(await host.start()).toMatchObject({ value: { shareOrigin: 'https://192.0.2.7:7420', network } })
    chosen = 'wlan0'
    expect(await host.start()).toMatchObject({
      value: { shareOrigin: 'https://198.51.100.3:7420', network: { chosen: 'wlan0' } }
    })
    expect(processes).toHaveLength(1)
  })

  test('shows none to this machine alone, and asks for none', async () => {
    certificate = () => Promise.reject(new Error('not asked for'))
    await startServer()
    expect(processes[0]!.commands).toMatchObject([{ tls: null }])
    expect(log.error).not.toHaveBeenCalled()
  })

  test('without a certificate hosts by plain HTTP', async () => {
    onNetwork = true
    certificate = () => Promise.reject(new Error('no entropy'))
    await startServer()
    expect(processes[0]!.commands).toMatchObject([{ tls: null }])
    expect(await host.start()).toMatchObject({
      value: { shareOrigin: 'http://192.0.2.7:7420', network: { fingerprint: null } }
    })
  })

  test('tells who was the first to reach it, in each of its runs', async () => {
    onNetwork = true
    await startServer()
    processes[0]!.reach()
    expect(arrivals).toBe(1)
    expect(await host.start()).toMatchObject({ value: { network: { reached: true } } })
    processes[0]!.emit('exit', 9)
    await vi.advanceTimersByTimeAsync(500)
    processes[1]!.answer(succeed({ port: 7420 }))
    expect(await host.start()).toMatchObject({ value: { network: { reached: false } } })
  })

  test('follows the setting at once, on the same port, when the old process has ended', async () => {
    onNetwork = true
    await startServer(50_123)
    onNetwork = false
    const followed = host.followSetting()
    await told()
    expect(processes[0]!.commands.map(({ type }) => type)).toEqual(['start', 'stop'])
    expect(processes).toHaveLength(1)

    processes[0]!.emit('exit', 0)
    await told()
    expect(processes[1]!.commands).toMatchObject([
      { type: 'start', host: '127.0.0.1', preferredPort: 50_123 }
    ])
    processes[1]!.answer(succeed({ port: 50_123 }))
    await followed
    expect(await host.start()).toMatchObject({ value: { shareOrigin: 'http://127.0.0.1:50123' } })
  })

  test('keeps its port when somebody asks for it while it is replaced, and listens as the setting is then', async () => {
    onNetwork = true
    await startServer(50_123)
    onNetwork = false
    const followed = host.followSetting()
    const asked = host.start()
    onNetwork = true
    const again = host.start()
    await told()
    expect(processes, 'the old one has the port').toHaveLength(1)
    processes[0]!.emit('exit', 0)
    await told()
    expect(processes).toHaveLength(2)
    expect(processes[1]!.commands).toMatchObject([{ host: '0.0.0.0', preferredPort: 50_123 }])
    processes[1]!.answer(succeed({ port: 50_123 }))
    await Promise.all([followed, asked, again])
  })

  test('that does not run is not started by a change of the setting', async () => {
    await host.followSetting()
    expect(processes).toHaveLength(0)
  })

  test('that cannot start says so, and can be tried again', async () => {
    const first = host.start()
    processes[0]!.answer(fail('start-failed', 'no port'))
    expect(await first).toMatchObject({ ok: false, error: { reason: 'start-failed' } })
    await startServer()
    expect(processes).toHaveLength(2)
  })

  test('that dies before it listens has failed', async () => {
    const started = host.start()
    processes[0]!.emit('exit', 1)
    expect(await started).toMatchObject({ ok: false, error: { reason: 'start-failed' } })
  })

  test('that dies later is started again on the same port, until it runs', async () => {
    await startServer(50_123)
    processes[0]!.emit('exit', 9)
    await vi.advanceTimersByTimeAsync(500)
    expect(processes[1]!.commands).toMatchObject([{ type: 'start', preferredPort: 50_123 }])
    processes[1]!.emit('exit', 1)
    // What fails at once waits twice as long.
    await vi.advanceTimersByTimeAsync(500)
    expect(processes).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(500)
    expect(restarts).toBe(0)
    expect(processes[2]!.commands).toMatchObject([{ type: 'start', preferredPort: 50_123 }])
    processes[2]!.answer(succeed({ port: 50_123 }))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(processes).toHaveLength(3)
    expect(restarts).toBe(1)
  })

  test('that is closed stays closed', async () => {
    await startServer()
    host.close()
    host.close()
    expect(processes[0]!.commands.map(({ type }) => type)).toEqual(['start', 'stop'])
    processes[0]!.emit('exit', 0)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(processes).toHaveLength(1)
  })
})
