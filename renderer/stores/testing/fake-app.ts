import { createPinia, setActivePinia, type Pinia } from 'pinia'
import { createApp, type Plugin } from 'vue'
import type { Settings } from '../../../protocol/settings.ts'
import { Call } from '../../call/call.ts'
import type { LocalMedia } from '../../call/media/local-media.ts'
import { ConnectionCheck } from '../../call/check/connection-check.ts'
import type { ServerProbe } from '../../call/check/server-probe-port.ts'
import { FakeClock } from '../../call/testing/fake-clock.ts'
import { FakeConnection } from '../../call/testing/fake-connection.ts'
import { FakeFiles } from '../../call/testing/fake-files.ts'
import { FakeIceNetwork } from '../../call/testing/fake-ice-network.ts'
import { FakeMediaDevices } from '../../call/testing/fake-media.ts'
import { createFakeMedia, FakeParticipant } from '../../call/testing/fake-participant.ts'
import { FakeSignalingServer, type FakeSignaling } from '../../call/testing/fake-signaling.ts'
import { settle } from '../../call/testing/settle.ts'
import { silentLogger } from '../../call/testing/silent-logger.ts'
import { CodecChoice } from '../../call/peer/codec-choice.ts'
import { SendBudget } from '../../call/topology/send-budget.ts'
import type { ChildWindow, ChildWindowOptions } from '../../desktop/child-window.ts'
import { createTicketStore } from '../../desktop/ticket-store.ts'
import { FakeDesktop } from '../../desktop/testing/fake-desktop.ts'
import { succeed } from '../../../protocol/result.ts'
import { dependenciesKey, type Dependencies } from '../dependencies.ts'
import { useConnectionCheckStore } from '../connection-check.ts'
import { useMeetingStore } from '../meeting.ts'
import { useNoticesStore } from '../notices.ts'
import { useSettingsStore } from '../settings.ts'

/** What can be left out: the stored settings, and the page's own server (none, as in the desktop app). */
interface Options {
  /** What the page's storage holds from before. */
  storage?: Storage
  /** Whether the page was loaded anew. */
  reloaded?: boolean
  settings?: Partial<Settings>
  pageServer?: string | null
}

/** Nobody gives an id twice, and neither does the same page when it is loaded anew. */
let ids = 0

/** The app's stores on a real call and real media, with fakes around those. */
export class FakeApp {
  readonly desktop: FakeDesktop
  readonly clock = new FakeClock()
  readonly devices = new FakeMediaDevices()
  readonly room = new FakeSignalingServer()
  readonly pinia: Pinia = createPinia()
  /** Servers that were called, newest last. */
  readonly servers: string[] = []
  /** Speakers that the test tone was played on, newest last. */
  readonly tones: (string | null)[] = []
  /** Servers that were asked how they are, newest last. */
  readonly probed: string[] = []
  readonly files = new FakeFiles()
  /** Those of this participant, newest last. */
  readonly connections: FakeConnection[] = []
  /** Those who were invited, in their order. */
  readonly others: FakeParticipant[] = []
  /** Windows that were opened and are still open, by their names. */
  readonly windows = new Map<string, ChildWindowOptions>()
  /** Where the page keeps its way back; another app with the same one is the same page loaded anew. */
  readonly storage: Storage
  /** The ICE servers that a check of the connection asks. */
  readonly network = new FakeIceNetwork(this.clock)
  /** What a server answers to a check of the connection. */
  probe: ServerProbe = () => Promise.resolve(succeed({ roundTrip: 18, iceServers: [] }))
  /** The checks of the connection, newest last: of which server, and whether beside a call. */
  readonly checks: { server: string | null; gentle: boolean }[] = []
  /** What this machine is thought to have room for. */
  budget = new SendBudget(6)
  readonly #dependencies: Dependencies
  signaling: FakeSignaling | null = null

  constructor({ settings, pageServer = null, storage = createStorage(), reloaded = false }: Options = {}) {
    this.storage = storage
    this.desktop = new FakeDesktop(settings)
    this.#dependencies = {
      desktop: this.desktop,
      pageServer,
      randomInteger: () => 0,
      prepareMedia: () => Promise.resolve(),
      createMedia: () => createFakeMedia(this.devices, this.clock),
      createCall: (server, media) => this.#createCall(server, media),
      createConnectionCheck: (server, gentle) => {
        this.checks.push({ server, gentle })
        const check = new ConnectionCheck({
          probe: server === null ? null : this.probe,
          createConnection: this.network.createConnection,
          gentle,
          clock: this.clock,
          logger: silentLogger
        })
        return Promise.resolve(check)
      },
      probeServer: (server, signal) => {
        this.probed.push(server)
        return this.probe(signal)
      },
      loadLicences: () => Promise.resolve({ own: 'MIT License', thirdParties: 'Licences of others' }),
      playTestTone: (speaker) => {
        this.tones.push(speaker)
        return Promise.resolve()
      },
      tickets: createTicketStore(this.storage),
      reloaded,
      openChildWindow: (options) => this.#openWindow(options),
      clock: this.clock,
      logger: silentLogger
    }
    createApp({}).use(this.pinia).use(this.plugin)
    setActivePinia(this.pinia)
  }

  /** Gives the stores' dependencies to an app that a test mounts. */
  get plugin(): Plugin {
    return (app) => {
      app.provide(dependenciesKey, this.#dependencies)
    }
  }

  /** Leaves a way back from an earlier meeting. */
  keepTicket({ left }: { left: boolean }): void {
    const ticket = {
      room: 'modi-kafu-ruse',
      server: this.#dependencies.pageServer,
      textRoom: false,
      resume: 'token of nobody',
      left,
      microphone: true,
      camera: true,
      lowBandwidth: false,
      savedAt: this.clock.now()
    }
    createTicketStore(this.storage).save(ticket)
  }

  /** As the app does before it is shown. */
  async start(): Promise<this> {
    await useSettingsStore().load()
    return this
  }

  /** Somebody else joins the room, with their devices on unless it is said otherwise. */
  async invite(name: string, { devices = true } = {}): Promise<FakeParticipant> {
    const other = new FakeParticipant(this.room, name)
    this.others.push(other)
    if (devices) {
      await other.media.setOn('microphone', true)
      await other.media.setOn('camera', true)
    }
    await other.join()
    return other
  }

  /** Whether a device captures now. */
  get capturing(): boolean {
    return this.devices.given.some((track) => track.readyState === 'live')
  }

  async close(): Promise<void> {
    useConnectionCheckStore().close()
    useMeetingStore().exit()
    useNoticesStore().clear()
    for (const other of this.others) other.close()
    await settle()
  }

  /** A window that is a part of the page. */
  #openWindow(options: ChildWindowOptions): ChildWindow {
    const body = document.createElement('div')
    body.dataset.window = options.name
    const { width, height } = options.size
    body.style.cssText = `position: fixed; right: 12px; bottom: 84px; z-index: 40; width: min(${width}px, 90vw); height: min(${height}px, 60vh)`
    document.body.append(body)
    this.windows.set(options.name, options)
    const close = () => {
      body.remove()
      this.windows.delete(options.name)
    }
    return { body, focus: () => {}, close }
  }

  #createCall(server: string, media: LocalMedia): Call {
    this.servers.push(server)
    this.signaling = this.room.createClient()
    return new Call({
      signaling: this.signaling,
      media,
      budget: this.budget,
      codecs: new CodecChoice(undefined, silentLogger),
      watchPressure: () => () => {},
      files: this.files,
      createConnection: (configuration) => {
        const connection = new FakeConnection(configuration)
        this.connections.push(connection)
        return connection as unknown as RTCPeerConnection
      },
      prepareConnections: () => {},
      createId: () => `own-${++ids}`,
      clock: this.clock,
      logger: silentLogger
    })
  }
}

function createStorage(): Storage {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size
    }
  }
}
