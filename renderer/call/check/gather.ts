import type { Clock } from '../clock.ts'
import type { TargetFailure } from './findings.ts'

export type CreateConnection = (configuration: RTCConfiguration) => RTCPeerConnection

export interface GatherDependencies {
  createConnection: CreateConnection
  clock: Clock
}

export interface GatherOptions {
  configuration: RTCConfiguration
  /** When to give up, in milliseconds. */
  limit: number
  signal: AbortSignal
  /** Looks at each candidate; true ends the gathering. */
  until?: (candidate: RTCIceCandidate) => boolean
}

/** What a connection gathered. */
export interface Gathered {
  candidates: readonly RTCIceCandidate[]
  /** Whether the gathering was ended by `until`. */
  found: boolean
  /** Whether it ended by itself within the limit. */
  complete: boolean
  /** The worst that a server answered; null when no error was told. */
  failure: TargetFailure | null
  /** In milliseconds. */
  time: number
}

/** An answer of the server says more than that one of several addresses leads nowhere. */
const TELLING: readonly TargetFailure[] = ['credentials-refused', 'full', 'refused', 'unreachable', 'invalid']

/**
 * Gathers candidates on a connection of its own, which is closed at the end, whatever that is. Never rejects.
 */
export function gather(
  { createConnection, clock }: GatherDependencies,
  { configuration, limit, signal, until = () => false }: GatherOptions
): Promise<Gathered> {
  const begin = clock.now()
  const candidates: RTCIceCandidate[] = []
  const failures: TargetFailure[] = []
  const result = (end: { found?: boolean; complete?: boolean }): Gathered => ({
    candidates,
    found: end.found ?? false,
    complete: end.complete ?? false,
    failure: TELLING.find((failure) => failures.includes(failure)) ?? null,
    time: clock.now() - begin
  })
  let connection: RTCPeerConnection
  try {
    connection = createConnection(configuration)
  } catch {
    failures.push('invalid')
    return Promise.resolve(result({}))
  }
  return new Promise((resolve) => {
    let cancelLimit = () => {}
    const end = (how: { found?: boolean; complete?: boolean }) => {
      cancelLimit()
      signal.removeEventListener('abort', onAbort)
      connection.removeEventListener('icecandidate', onCandidate)
      connection.removeEventListener('icecandidateerror', onError)
      connection.close()
      resolve(result(how))
    }
    const onAbort = () => end({})
    const onCandidate = ({ candidate }: RTCPeerConnectionIceEvent) => {
      if (candidate === null) return end({ complete: true })
      // An empty one ends a generation, not the gathering (W3C WebRTC section 4.8.1).
      if (candidate.candidate === '') return
      candidates.push(candidate)
      if (until(candidate)) end({ found: true })
    }
    const onError = ({ errorCode }: RTCPeerConnectionIceErrorEvent) => {
      failures.push(failureOf(errorCode))
    }
    connection.addEventListener('icecandidate', onCandidate)
    connection.addEventListener('icecandidateerror', onError)
    signal.addEventListener('abort', onAbort)
    cancelLimit = clock.after(limit, () => end({}))
    if (signal.aborted) return onAbort()
    // Something has to be negotiated, or nothing is gathered.
    connection.createDataChannel('')
    connection.setLocalDescription().catch(() => {
      failures.push('invalid')
      end({})
    })
  })
}

/** Codes of STUN (RFC 8489 section 14.8), TURN (RFC 8656 section 18) and browsers (W3C WebRTC section 4.8.3). */
function failureOf(code: number): TargetFailure {
  switch (code) {
    case 401:
    case 441:
      return 'credentials-refused'
    case 486:
    case 508:
      return 'full'
    case 701:
      return 'unreachable'
    default:
      return 'refused'
  }
}
