import { createNanoEvents } from 'nanoevents'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { PeerReport } from '../peer/peer.ts'
import type { Topology } from '../topology/topology.ts'
import { calmVerdict, UNJUDGED, WORSE_AFTER, type CalmVerdict } from './calm-verdict.ts'
import type { PeerFigures } from './quality-figures.ts'
import { judgeQuality, type PeerVerdicts, type Verdict } from './quality-verdict.ts'
import { readFigures } from './read-figures.ts'

/** Time between two samples, in milliseconds. */
export const SAMPLE_PERIOD = 2_000

/** How much is remembered, in milliseconds. */
export const HISTORY_LENGTH = 180_000

const SAMPLES = HISTORY_LENGTH / SAMPLE_PERIOD

/** How long a report may take, in milliseconds. Of one that takes longer nothing is expected any more. */
const PATIENCE = 10_000

/** How things were with a peer at one time. */
export interface QualitySample {
  /** Unix time in milliseconds. */
  readonly at: number
  readonly figures: PeerFigures
  readonly verdicts: PeerVerdicts
}

interface QualityEvents {
  /** A verdict about somebody is another one, or they came or left. */
  verdicts: () => void
  /** Everybody who was asked has answered, before they were asked again: `now` is new. */
  looked: () => void
}

/** What is remembered of one peer. */
interface Watched {
  report: PeerReport | null
  incoming: CalmVerdict
  outgoing: CalmVerdict
  samples: QualitySample[]
  /** When the report was asked for that hasn't come yet; null when none is under way. */
  asked: number | null
  /** Whether they could be reached at the last look. */
  reached: boolean
}

/**
 * Looks regularly at how well everybody can be reached, while a meeting lasts. It asks each connection once a time, and
 * remembers the last minutes of those who are there.
 */
export class QualityWatch {
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #topology: () => Pick<Topology, 'peers'> | null
  readonly #events = createNanoEvents<QualityEvents>()
  readonly #watched = new Map<string, Watched>()
  #verdicts: ReadonlyMap<string, PeerVerdicts> = new Map()
  /** Counts the looks, so that one that took too long isn't taken for another. */
  #looks = 0

  /** @param topology whom to look at; null outside a meeting */
  constructor(topology: () => Pick<Topology, 'peers'> | null, clock: Clock, logger: Logger) {
    this.#topology = topology
    this.#clock = clock
    this.#logger = logger
  }

  /** Of those who were looked at, by peer id. The same map as before while nothing changed. */
  get verdicts(): ReadonlyMap<string, PeerVerdicts> {
    return this.#verdicts
  }

  /** The last minutes of everybody who is there, by peer id, oldest first. */
  get history(): ReadonlyMap<string, readonly QualitySample[]> {
    return new Map([...this.#watched].map(([id, { samples }]) => [id, [...samples]]))
  }

  /** How things are with everybody who can be reached, by peer id. */
  get now(): ReadonlyMap<string, PeerFigures> {
    const known = [...this.#watched].flatMap(([id, { samples, reached }]): [string, PeerFigures][] => {
      const figures = reached ? samples.at(-1)?.figures : undefined
      return figures === undefined ? [] : [[id, figures]]
    })
    return new Map(known)
  }

  /** How things are with somebody now; null when that isn't known. */
  figures(id: string): PeerFigures | null {
    return this.#watched.get(id)?.samples.at(-1)?.figures ?? null
  }

  on<Event extends keyof QualityEvents>(event: Event, listener: QualityEvents[Event]): () => void {
    return this.#events.on(event, listener)
  }

  /** Looks from now on. @returns ends it, and forgets everything */
  watch(): () => void {
    const stop = this.#clock.every(SAMPLE_PERIOD, () => this.#look())
    return () => {
      stop()
      this.#watched.clear()
      this.#publish()
    }
  }

  #look(): void {
    const peers = this.#topology()?.peers ?? new Map<string, never>()
    for (const id of this.#watched.keys()) if (!peers.has(id)) this.#watched.delete(id)
    const answers: Promise<void>[] = []
    const look = ++this.#looks
    for (const [id, peer] of peers) {
      const watched = this.#watched.get(id) ?? create()
      this.#watched.set(id, watched)
      const waits = watched.asked !== null && this.#clock.now() - watched.asked < PATIENCE
      watched.reached = peer.state === 'connected'
      if (!watched.reached) forgetVerdicts(watched)
      else if (!waits) answers.push(this.#sample(watched, () => peer.getStats()))
    }
    this.#publish()
    if (answers.length > 0)
      void Promise.all(answers).then(() => look === this.#looks && this.#events.emit('looked'))
  }

  async #sample(watched: Watched, getStats: () => Promise<PeerReport>): Promise<void> {
    const asked = this.#clock.now()
    watched.asked = asked
    try {
      const report = await getStats()
      if (watched.asked !== asked) return
      this.#take(watched, report)
      this.#publish()
    } catch (error) {
      // It was closed meanwhile, as a rule: what comes in its place is looked at next time.
      this.#logger.debug('A connection told nothing of itself', error)
    } finally {
      if (watched.asked === asked) watched.asked = null
    }
  }

  #take(watched: Watched, report: PeerReport): void {
    const figures = readFigures(report, watched.report)
    const judged = judgeQuality(figures)
    watched.report = report
    if (judged.incoming !== null) watched.incoming = calmVerdict(watched.incoming, judged.incoming)
    if (judged.outgoing !== null) watched.outgoing = calmVerdict(watched.outgoing, judged.outgoing)
    watched.samples.push({ at: this.#clock.now(), figures, verdicts: verdictsOf(watched) })
    if (watched.samples.length > SAMPLES) watched.samples.shift()
  }

  #publish(): void {
    const now = new Map([...this.#watched].map(([id, watched]) => [id, verdictsOf(watched)]))
    const before = this.#verdicts
    const same =
      now.size === before.size && [...now].every(([id, each]) => sameVerdicts(each, before.get(id)))
    if (same) return
    this.#verdicts = now
    this.#events.emit('verdicts')
  }
}

function create(): Watched {
  return { report: null, incoming: UNJUDGED, outgoing: UNJUDGED, samples: [], asked: null, reached: false }
}

/** Whoever can't be reached just now has a sign of their own, and begins anew when they are back. */
function forgetVerdicts(watched: Watched): void {
  watched.incoming = UNJUDGED
  watched.outgoing = UNJUDGED
}

function verdictsOf({ incoming, outgoing }: Watched): PeerVerdicts {
  return {
    incoming: incoming.verdict,
    outgoing: outgoing.verdict,
    judged: outgoing.recent.length >= WORSE_AFTER
  }
}

function sameVerdicts(one: PeerVerdicts, other: PeerVerdicts | undefined): boolean {
  if (other === undefined || one.judged !== other.judged) return false
  return alike(one.incoming, other.incoming) && alike(one.outgoing, other.outgoing)
}

function alike(one: Verdict, other: Verdict): boolean {
  if (one.grade === 'good' || other.grade === 'good') return one.grade === other.grade
  return one.grade === other.grade && one.reason === other.reason
}
