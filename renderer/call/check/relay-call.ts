import type { Clock } from '../clock.ts'
import type { RelayFinding } from './findings.ts'
import type { CreateConnection } from './gather.ts'
import { RelayMeter } from './relay-meter.ts'

export interface RelayCallDependencies {
  createConnection: CreateConnection
  clock: Clock
}

/** How fast messages are sent, in bits per second: what a good picture needs, or next to nothing beside a call. */
export const PACE = { full: 2_000_000, gentle: 200_000 } as const

/** How long the two ends may take to come together, in milliseconds. */
const CONNECT_LIMIT = 10_000

/** How long messages are sent, and how long the last ones are waited for, in milliseconds. */
const SENDING = 3_000
const DRAINING = 700

/** Both ends make it, so it needs no negotiation of its own. */
const CHANNEL: RTCDataChannelInit = { negotiated: true, id: 0, ordered: false, maxRetransmits: 0 }

/** Time between two looks at how much is to be sent, in milliseconds. */
const TICK = 20

/** Bytes that may wait in the channel. More would measure the queue, and not the way. */
const MOST_BUFFERED = 32_768

/**
 * Calls oneself through the relay: two connections in this page that may meet nowhere else, with a data channel that
 * neither orders nor repeats, so that what is lost on the way is seen as lost. Never rejects; both connections are
 * closed at the end, whatever that is.
 *
 * @param pace in bits per second
 */
export async function callThroughRelay(
  { createConnection, clock }: RelayCallDependencies,
  iceServers: RTCIceServer[],
  pace: number,
  signal: AbortSignal
): Promise<RelayFinding> {
  const meter = new RelayMeter(pace, clock.now())
  const ends: RTCPeerConnection[] = []
  const cancels: (() => void)[] = []
  const wait = (time: number) => new Promise<void>((resolve) => cancels.push(clock.after(time, resolve)))
  const aborted = new Promise<void>((resolve) => {
    const onAbort = () => resolve()
    signal.addEventListener('abort', onAbort)
    cancels.push(() => signal.removeEventListener('abort', onAbort))
    if (signal.aborted) onAbort()
  })
  function createEnd() {
    const connection = createConnection({ iceServers, iceTransportPolicy: 'relay' })
    ends.push(connection)
    const channel = connection.createDataChannel('check', CHANNEL)
    channel.binaryType = 'arraybuffer'
    const opened = new Promise((resolve) => channel.addEventListener('open', resolve, { once: true }))
    return { connection, channel, opened }
  }
  try {
    const [near, far] = [createEnd(), createEnd()]
    far.channel.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      const echo = meter.receive(data, clock.now())
      if (echo !== null && far.channel.readyState === 'open') far.channel.send(echo)
    })
    near.channel.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) =>
      meter.comeBack(data, clock.now())
    )
    await connect(near.connection, far.connection)
    const opened = Promise.all([near.opened, far.opened]).then(() => true)
    if ((await Promise.race([opened, wait(CONNECT_LIMIT), aborted])) !== true) return { status: 'failed' }

    meter.begin(clock.now())
    cancels.push(clock.every(TICK, () => sendDue(near.channel, meter, clock.now())))
    await Promise.race([wait(SENDING + DRAINING), aborted])
    const figures = meter.figures()
    return figures === null ? { status: 'failed' } : { status: 'measured', figures }
  } catch {
    return { status: 'failed' }
  } finally {
    for (const cancel of cancels) cancel()
    for (const end of ends) end.close()
  }
}

function sendDue(channel: RTCDataChannel, meter: RelayMeter, now: number): void {
  while (channel.readyState === 'open' && channel.bufferedAmount < MOST_BUFFERED) {
    const message = meter.next(now, SENDING)
    if (message === null) return
    channel.send(message)
  }
}

/** One offer and one answer, and the candidates of both. */
async function connect(near: RTCPeerConnection, far: RTCPeerConnection): Promise<void> {
  const releaseNear = forwardCandidates(near, far)
  const releaseFar = forwardCandidates(far, near)
  await near.setLocalDescription()
  await far.setRemoteDescription(described(near))
  releaseNear()
  await far.setLocalDescription()
  await near.setRemoteDescription(described(far))
  releaseFar()
}

/** Candidates may be there before the other end knows the description that they belong to; those wait for the release. */
function forwardCandidates(from: RTCPeerConnection, to: RTCPeerConnection): () => void {
  let waiting: RTCIceCandidate[] | null = []
  const deliver = (candidate: RTCIceCandidate) => void to.addIceCandidate(candidate).catch(() => {})
  from.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate === null || candidate.candidate === '') return
    if (waiting === null) deliver(candidate)
    else waiting.push(candidate)
  })
  return () => {
    const early = waiting ?? []
    waiting = null
    for (const candidate of early) deliver(candidate)
  }
}

function described({ localDescription }: RTCPeerConnection): RTCSessionDescriptionInit {
  if (localDescription === null) throw new Error('The connection was closed')
  return localDescription
}
