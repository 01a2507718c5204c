import { createNanoEvents } from 'nanoevents'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { CheckState, CheckStep } from './check-state.ts'
import {
  NO_FINDINGS,
  type Findings,
  type NatMapping,
  type RelayFinding,
  type TargetFinding
} from './findings.ts'
import { gather, type CreateConnection } from './gather.ts'
import { iceTargets, type IceTarget } from './ice-targets.ts'
import { natMapping } from './nat-mapping.ts'
import { parseCandidate } from './parse-candidate.ts'
import { probeTarget } from './probe-target.ts'
import { callThroughRelay, PACE } from './relay-call.ts'
import type { ServerProbe } from './server-probe-port.ts'
import { judge } from './verdict.ts'

export interface ConnectionCheckDependencies {
  /** Asks the signaling server; null when there is none to ask, since the app's own doesn't start. */
  probe: ServerProbe | null
  createConnection: CreateConnection
  /** Whether a call goes on beside it, of which the check is to take next to nothing away. */
  gentle: boolean
  clock: Clock
  logger: Logger
}

export interface ConnectionCheckEvents {
  state: () => void
}

/** How long to wait for what servers that have answered before see of one connection, in milliseconds. */
const MAPPING_LIMIT = 3_000

/**
 * Finds out whether calls can work from here: whether the signaling server answers, which ICE servers do, how the
 * network maps addresses, and what the relay lets through. Its connections are its own, and closed when it ends.
 */
export class ConnectionCheck {
  readonly #dependencies: ConnectionCheckDependencies
  readonly #events = createNanoEvents<ConnectionCheckEvents>()
  #state: CheckState = { status: 'idle' }
  #run: AbortController | null = null

  constructor(dependencies: ConnectionCheckDependencies) {
    this.#dependencies = dependencies
  }

  get state(): CheckState {
    return this.#state
  }

  on<Event extends keyof ConnectionCheckEvents>(
    event: Event,
    listener: ConnectionCheckEvents[Event]
  ): () => void {
    return this.#events.on(event, listener)
  }

  /** Begins anew, unless it runs. Settles when it is done or cancelled; never rejects. */
  async start(): Promise<void> {
    if (this.#state.status === 'running') return
    const run = new AbortController()
    this.#run = run
    try {
      await this.#check(run.signal)
    } catch (error) {
      // Whatever it was, it is no finding. What is open closes itself.
      this.#dependencies.logger.error('The check of the connection failed', error)
      if (this.#run === run) this.cancel()
    }
  }

  /** Stops it, if it runs, and closes what it has open. */
  cancel(): void {
    if (this.#state.status !== 'running') return
    const { findings } = this.#state
    this.#run?.abort()
    this.#run = null
    this.#set({ status: 'cancelled', findings })
  }

  /** Idempotent. Cancels, and tells nobody any more. */
  close(): void {
    this.#events.events = {}
    this.cancel()
  }

  async #check(signal: AbortSignal): Promise<void> {
    const { probe, logger } = this.#dependencies
    this.#enter('signaling', NO_FINDINGS)
    const server = await probe?.(signal)
    if (signal.aborted) return
    if (server === undefined || !server.ok) {
      this.#find({ signaling: { ok: false, reason: server?.error.reason ?? 'not-started' } })
      return this.#finish()
    }
    this.#find({ signaling: { ok: true, roundTrip: server.value.roundTrip } })

    const targets = iceTargets(server.value.iceServers)
    this.#enter('targets', { targets: targets.map((target) => ({ target, outcome: null })) })
    await Promise.all(targets.map((target) => this.#probe(target, signal)))
    if (signal.aborted) return

    this.#enter('mapping')
    const mapping = await this.#findMapping(signal)
    if (signal.aborted) return
    this.#enter('relay', { mapping })
    const relay = await this.#tryRelay(signal)
    if (signal.aborted) return
    this.#find({ relay })
    this.#finish()
    logger.info(
      `The connection was checked: ${this.#state.status === 'done' ? this.#state.verdict.code : ''}`
    )
  }

  async #probe(target: IceTarget, signal: AbortSignal): Promise<void> {
    const outcome = await probeTarget(this.#dependencies, target, signal)
    if (signal.aborted) return
    this.#find({
      targets: this.#targets.map((finding) => (finding.target === target ? { target, outcome } : finding))
    })
  }

  async #findMapping(signal: AbortSignal): Promise<NatMapping> {
    const asked = this.#targets.filter(({ target }) => target.transport === 'udp')
    const answering = asked.filter(hasAnswered)
    const hosts = (findings: readonly TargetFinding[]) =>
      new Set(findings.map(({ target }) => target.host)).size
    const evidence = { candidates: [], asked: hosts(asked), answered: hosts(answering) }
    if (answering.length === 0) return this.#blamesUdp(asked) ? natMapping(evidence) : 'unknown'
    // Over UDP a TURN server is a STUN server, too.
    const urls = answering.map(({ target }) => target.url.replace(/^turn:/, 'stun:').replace(/\?.*$/, ''))
    const { candidates } = await gather(this.#dependencies, {
      configuration: { iceServers: [{ urls: [...new Set(urls)] }] },
      limit: MAPPING_LIMIT,
      signal
    })
    return natMapping({ ...evidence, candidates: candidates.flatMap((each) => parseCandidate(each) ?? []) })
  }

  /** Whether silence over UDP is the network's fault: one server that is down is silent as well. */
  #blamesUdp(asked: readonly TargetFinding[]): boolean {
    const silent = asked.filter(({ outcome }) => outcome?.ok === false && outcome.reason === 'no-answer')
    const others = this.#targets.filter(({ target }) => target.transport !== 'udp')
    return others.some(hasAnswered) || new Set(silent.map(({ target }) => target.host)).size > 1
  }

  async #tryRelay(signal: AbortSignal): Promise<RelayFinding> {
    const relays = this.#targets.filter(({ target }) => target.kind === 'turn')
    if (relays.length === 0) return { status: 'no-relay' }
    const usable = relays.filter(({ outcome }) => outcome?.ok === true)
    if (usable.length === 0) return { status: 'unusable' }
    const { gentle } = this.#dependencies
    return callThroughRelay(
      this.#dependencies,
      usable.map(({ target }) => target.server),
      gentle ? PACE.gentle : PACE.full,
      signal
    )
  }

  get #findings(): Findings {
    return this.#state.status === 'idle' ? NO_FINDINGS : this.#state.findings
  }

  get #targets(): readonly TargetFinding[] {
    return this.#findings.targets ?? []
  }

  #enter(step: CheckStep, found: Partial<Findings> = {}): void {
    const before = step === 'signaling' ? NO_FINDINGS : this.#findings
    this.#set({ status: 'running', step, findings: { ...before, ...found } })
  }

  #find(found: Partial<Findings>): void {
    if (this.#state.status !== 'running') return
    this.#set({ ...this.#state, findings: { ...this.#state.findings, ...found } })
  }

  #finish(): void {
    const findings = this.#findings
    this.#run = null
    this.#set({ status: 'done', findings, verdict: judge(findings) })
  }

  #set(state: CheckState): void {
    this.#state = state
    this.#events.emit('state')
  }
}

/** Also a server that refuses has been reached. */
function hasAnswered({ outcome }: TargetFinding): boolean {
  if (outcome === null) return false
  return outcome.ok || ['credentials-refused', 'full', 'refused'].includes(outcome.reason)
}
