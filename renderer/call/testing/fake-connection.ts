import { FakeDataChannel } from './fake-data-channel.ts'
import { FakeTrack } from './fake-media.ts'
import { ledger } from './ledger.ts'

interface Section {
  mid: string
  kind: 'audio' | 'video'
}

/** What a fake description says; a real one says it in SDP. */
interface FakeSdp {
  /** Number of the connection that made it. */
  from: number
  /** Changes with each ICE restart. */
  ufrag: string
  sections: Section[]
  data: boolean
}

interface FakeTransceiver {
  mid: string | null
  kind: 'audio' | 'video'
  direction: RTCRtpTransceiverDirection
  sender: {
    track: MediaStreamTrack | null
    replaceTrack: (track: MediaStreamTrack | null) => Promise<void>
    parameters: RTCRtpSendParameters
    getParameters: () => RTCRtpSendParameters
    setParameters: (parameters: RTCRtpSendParameters) => Promise<void>
  }
  receiver: { track: FakeTrack; getSynchronizationSources: () => { audioLevel: number }[] }
  /** What was asked for last. */
  codecs: readonly RTCRtpCodec[]
  setCodecPreferences: (codecs: readonly RTCRtpCodec[]) => void
}

/** The ids below are those of channels that both sides make. */
const FIRST_IN_BAND = 1_000

/**
 * The part of RTCPeerConnection that the call domain uses, with its signaling state machine (RFC 8829
 * section 3.5.1), implicit rollback, the association of transceivers by offers, trickled candidates and ICE
 * restarts. Two of them connect when their descriptions match and a candidate has arrived; then their
 * channels open. It counts as open until it is closed.
 */
export class FakeConnection extends EventTarget {
  static readonly #all: FakeConnection[] = []
  static #inBand = 0
  #configuration: RTCConfiguration
  signalingState: RTCSignalingState = 'stable'
  connectionState: RTCPeerConnectionState = 'new'
  localDescription: RTCSessionDescriptionInit | null = null
  remoteDescription: RTCSessionDescriptionInit | null = null
  /** How often a description of its own was made. */
  negotiations = 0
  /** What it tells of itself, by the ids of W3C webrtc-stats. */
  stats: ReadonlyMap<string, object> = new Map()
  /** How loud the microphone slot of the other side is. */
  remoteAudioLevel = 0
  readonly #number = FakeConnection.#all.push(this) - 1
  readonly #channels: FakeDataChannel[] = []
  #transceivers: FakeTransceiver[] = []
  #generation = 0
  #wantsRestart = false
  #negotiationScheduled = false
  #dataNegotiated = false
  #mids = 0
  #candidateUfrag: string | null = null
  #beforeOffer: RTCSessionDescriptionInit | null = null
  #operations: Promise<unknown> = Promise.resolve()

  constructor(configuration: RTCConfiguration = {}) {
    super()
    this.#configuration = configuration
    ledger.opened(this, 'a peer connection')
  }

  /** The connection that this one is connected to, or would be. */
  get remote(): FakeConnection | undefined {
    return this.remoteDescription === null
      ? undefined
      : FakeConnection.#all[parse(this.remoteDescription).from]
  }

  getConfiguration(): RTCConfiguration {
    return { ...this.#configuration }
  }

  setConfiguration(configuration: RTCConfiguration): void {
    if (this.signalingState === 'closed')
      throw new DOMException('The connection is closed', 'InvalidStateError')
    this.#configuration = configuration
  }

  addTransceiver(
    kind: 'audio' | 'video',
    { direction = 'sendrecv' }: RTCRtpTransceiverInit = {}
  ): FakeTransceiver {
    const transceiver = this.#createTransceiver(kind, null, direction)
    this.#updateNegotiationNeeded()
    return transceiver
  }

  getTransceivers(): FakeTransceiver[] {
    return [...this.#transceivers]
  }

  createDataChannel(label: string, { id, negotiated = false }: RTCDataChannelInit = {}): FakeDataChannel {
    // Ids of channels that are opened in band are the browser's (RFC 8832 section 6).
    return this.addChannel(
      new FakeDataChannel(label, id ?? FIRST_IN_BAND + FakeConnection.#inBand++, negotiated)
    )
  }

  /** For fakes that bring channels of their own. */
  protected addChannel(channel: FakeDataChannel): FakeDataChannel {
    this.#channels.push(channel)
    this.#updateNegotiationNeeded()
    this.#connectChannels()
    return channel
  }

  getStats(): Promise<ReadonlyMap<string, object>> {
    return Promise.resolve(this.stats)
  }

  restartIce(): void {
    if (this.localDescription === null) return
    this.#wantsRestart = true
    this.#updateNegotiationNeeded()
  }

  setLocalDescription(): Promise<void> {
    return this.#chain(() => {
      const answering = this.signalingState === 'have-remote-offer'
      if (!answering) this.#beforeOffer = this.localDescription
      if (this.#wantsRestart || this.localDescription === null) this.#generation += 1
      this.#wantsRestart = false
      if (!answering) {
        for (const transceiver of this.getTransceivers())
          transceiver.mid ??= `${this.#number}:${this.#mids++}`
      }
      this.localDescription = { type: answering ? 'answer' : 'offer', sdp: JSON.stringify(this.#describe()) }
      this.negotiations += 1
      this.#setSignalingState(answering ? 'stable' : 'have-local-offer')
      void this.#trickle()
    })
  }

  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    return this.#chain(() => {
      const { ufrag, sections } = parse(description)
      if (description.type === 'answer' && this.signalingState !== 'have-local-offer') {
        throw new DOMException(`An answer in ${this.signalingState}`, 'InvalidStateError')
      }
      if (description.type === 'offer' && this.signalingState === 'have-local-offer') this.#rollBack()
      const previous = this.remoteDescription === null ? null : parse(this.remoteDescription)
      this.remoteDescription = description
      if (description.type === 'offer') {
        if (previous !== null && previous.ufrag !== ufrag) this.#wantsRestart = true
        this.#associate(sections)
      }
      this.#setSignalingState(description.type === 'offer' ? 'have-remote-offer' : 'stable')
    })
  }

  addIceCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    return this.#chain(() => {
      if (
        this.remoteDescription === null ||
        parse(this.remoteDescription).ufrag !== candidate.usernameFragment
      ) {
        throw new DOMException('A candidate of no known description', 'OperationError')
      }
      this.#candidateUfrag = candidate.usernameFragment ?? null
      this.#connectIfMatched()
    })
  }

  /** Breaks or mends the path between the two sides, as the network does. */
  setConnectionState(state: RTCPeerConnectionState): void {
    if (this.connectionState === state || this.connectionState === 'closed') return
    this.connectionState = state
    this.dispatchEvent(new Event('connectionstatechange'))
    this.#connectChannels()
  }

  close(): void {
    this.connectionState = 'closed'
    this.signalingState = 'closed'
    for (const channel of this.#channels) channel.close()
    ledger.closed(this)
  }

  #createTransceiver(
    kind: 'audio' | 'video',
    mid: string | null,
    direction: RTCRtpTransceiverDirection
  ): FakeTransceiver {
    const sender: FakeTransceiver['sender'] = {
      track: null,
      replaceTrack: (track) => {
        sender.track = track
        return Promise.resolve()
      },
      parameters: { codecs: [], encodings: [{}] } as unknown as RTCRtpSendParameters,
      getParameters: () => sender.parameters,
      setParameters: async (parameters) => {
        await Promise.resolve()
        sender.parameters = parameters
      }
    }
    const receiver = {
      track: new FakeTrack(kind, { remote: true }),
      getSynchronizationSources: () => [{ audioLevel: this.remoteAudioLevel }]
    }
    const transceiver: FakeTransceiver = {
      mid,
      kind,
      direction,
      sender,
      receiver,
      codecs: [],
      setCodecPreferences: (codecs) => {
        transceiver.codecs = codecs
      }
    }
    this.#transceivers.push(transceiver)
    return transceiver
  }

  /** An offer never matches transceivers that `addTransceiver` made: each unknown section makes one. */
  #associate(sections: readonly Section[]): void {
    for (const { mid, kind } of sections) {
      if (!this.#transceivers.some((transceiver) => transceiver.mid === mid)) {
        this.#createTransceiver(kind, mid, 'recvonly')
      }
    }
  }

  #rollBack(): void {
    // A browser can, but what is left then is of no use: see docs/decisions/0002-first-offer.md.
    if (this.#beforeOffer === null) throw new Error('A first offer is rolled back')
    this.localDescription = this.#beforeOffer
    this.#setSignalingState('stable')
  }

  #describe(): FakeSdp {
    const sections = this.getTransceivers().flatMap(({ mid, kind }) => (mid === null ? [] : [{ mid, kind }]))
    const data =
      this.#channels.length > 0 || (this.remoteDescription !== null && parse(this.remoteDescription).data)
    return { from: this.#number, ufrag: this.#ufrag, sections, data }
  }

  get #ufrag(): string {
    return `${this.#number}/${this.#generation}`
  }

  /** In a browser a candidate is a task of its own, so it never overtakes its description; nor does it here. */
  async #trickle(): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
    if (this.signalingState === 'closed') return
    const candidate = {
      candidate: 'candidate:fake',
      sdpMid: '0',
      sdpMLineIndex: 0,
      usernameFragment: this.#ufrag
    }
    this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }))
  }

  #setSignalingState(state: RTCSignalingState): void {
    this.signalingState = state
    if (state !== 'stable') return
    if (this.localDescription !== null) this.#dataNegotiated ||= parse(this.localDescription).data
    this.#updateNegotiationNeeded()
    this.#connectIfMatched()
  }

  #updateNegotiationNeeded(): void {
    if (this.#negotiationScheduled) return
    this.#negotiationScheduled = true
    queueMicrotask(() => {
      this.#negotiationScheduled = false
      const needed =
        this.#wantsRestart ||
        this.getTransceivers().some((transceiver) => transceiver.mid === null) ||
        (this.#channels.length > 0 && !this.#dataNegotiated)
      if (needed && this.signalingState === 'stable') this.dispatchEvent(new Event('negotiationneeded'))
    })
  }

  #connectIfMatched(): void {
    const { remote } = this
    if (remote === undefined || !this.#matches(remote) || !remote.#matches(this)) return
    if (this.#candidateUfrag !== remote.#ufrag && remote.#candidateUfrag !== this.#ufrag) return
    this.setConnectionState('connected')
    remote.setConnectionState('connected')
  }

  #matches(remote: FakeConnection): boolean {
    return (
      this.signalingState === 'stable' &&
      this.remoteDescription !== null &&
      parse(this.remoteDescription).ufrag === remote.#ufrag
    )
  }

  #connectChannels(): void {
    const { remote } = this
    if (this.connectionState !== 'connected' || remote?.connectionState !== 'connected') return
    for (const channel of this.#channels) {
      const other = remote.#channels.find((each) => each.id === channel.id)
      if (other !== undefined) channel.connect(other)
      else if (!channel.negotiated) remote.#announce(channel)
    }
  }

  /** The other side has opened a channel in band: it is told of it, and it opens. */
  #announce(channel: FakeDataChannel): void {
    const own = new FakeDataChannel(channel.label, channel.id, false)
    this.#channels.push(own)
    channel.connect(own)
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event('datachannel'), { channel: own })))
  }

  /** Operations run one after the other and settle later, as the operations chain of a real connection. */
  #chain(operation: () => void): Promise<void> {
    const result = this.#operations.then(() => {
      if (this.signalingState === 'closed')
        throw new DOMException('The connection is closed', 'InvalidStateError')
      operation()
    })
    this.#operations = result.catch(() => {})
    return result
  }
}

function parse({ sdp = '' }: RTCSessionDescriptionInit): FakeSdp {
  return JSON.parse(sdp) as FakeSdp
}
