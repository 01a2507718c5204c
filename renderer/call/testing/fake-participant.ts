import { Call } from '../call.ts'
import { LocalMedia } from '../media/local-media.ts'
import { CodecChoice } from '../peer/codec-choice.ts'
import { SendBudget } from '../topology/send-budget.ts'
import { FakeClock } from './fake-clock.ts'
import { FakeConnection } from './fake-connection.ts'
import { FakeFiles } from './fake-files.ts'
import { FakeAudioContext, FakeMediaDevices } from './fake-media.ts'
import type { FakeSignaling, FakeSignalingServer } from './fake-signaling.ts'
import { settle } from './settle.ts'
import { silentLogger } from './silent-logger.ts'

/** Local media on fake devices. */
export function createFakeMedia(
  devices: FakeMediaDevices | undefined,
  clock = new FakeClock(),
  { pollDevices = false } = {}
): LocalMedia {
  return new LocalMedia({
    devices: devices as unknown as MediaDevices | undefined,
    createAudioContext: () => new FakeAudioContext() as unknown as AudioContext,
    requestAccess: () => Promise.resolve('granted'),
    pollDevices,
    clock,
    logger: silentLogger
  })
}

/** Nobody gives an id twice. */
let ids = 0

/** A whole participant on fakes: real call and media, nothing real around them. */
export class FakeParticipant {
  readonly name: string
  readonly clock = new FakeClock()
  readonly devices = new FakeMediaDevices()
  readonly connections: FakeConnection[] = []
  readonly files: FakeFiles
  readonly signaling: FakeSignaling
  readonly media: LocalMedia
  readonly call: Call
  /** Whether making a connection throws, as when a browser doesn't like an ICE server. */
  refusesConnections = false

  /** @param files the disk of somebody who was there before */
  constructor(server: FakeSignalingServer, name: string, files = new FakeFiles()) {
    this.name = name
    this.files = files
    this.signaling = server.createClient()
    this.media = createFakeMedia(this.devices, this.clock)
    this.call = new Call({
      signaling: this.signaling,
      media: this.media,
      budget: new SendBudget(6),
      codecs: new CodecChoice(undefined, silentLogger),
      watchPressure: () => () => {},
      files: this.files,
      createConnection: (configuration) => {
        if (this.refusesConnections) throw new SyntaxError('ICE server parsing failed')
        const connection = new FakeConnection(configuration)
        this.connections.push(connection)
        return connection as unknown as RTCPeerConnection
      },
      prepareConnections: () => {},
      createId: () => `other-${++ids}`,
      clock: this.clock,
      logger: silentLogger
    })
  }

  get id(): string {
    if (this.call.state.status !== 'joined') throw new Error(`${this.name} is not in the meeting`)
    return this.call.state.self.id
  }

  /** Joins, and waits until everybody is connected. @param resume to come back as who one was */
  async join(resume?: string): Promise<void> {
    await this.call.join({ room: 'test-room', name: this.name, resume })
    await settle()
  }

  /** Writes to everybody, or to one person alone. */
  write(text: string, to: string | null = null) {
    return this.call.chat.send({ text, to, replyTo: null, mentions: [] })
  }

  sees(other: FakeParticipant) {
    return this.call.participants.find((participant) => participant.name === other.name)
  }

  close(): void {
    this.call.close()
    this.media.close()
  }
}
