import type { Signal } from '../../../protocol/signaling.ts'
import type { Logger } from '../logger.ts'
import { withOpusParameters } from './opus-parameters.ts'

export interface PerfectNegotiationDependencies {
  connection: RTCPeerConnection
  /** The polite side gives way when both offer at once. Exactly one of two peers is polite. */
  polite: boolean
  /** Passes a signal to the other side. May be lost: see `resend`. */
  send: (signal: Signal) => void
  /** Called between applying a remote offer and answering it, when transceivers can still be adopted. */
  onOfferApplied: () => void
  /** Called when an offer or an answer is on its way, for what neither has to wait for. */
  onDescribed: () => void
  logger: Logger
}

/**
 * Keeps descriptions and candidates of two sides in step, whoever starts and even when both do at once.
 *
 * The pattern is W3C WebRTC section 10.7, "perfect negotiation". Two first offers that meet don't come here, see
 * `judgeSignal`: what is rolled back is an ICE restart.
 *
 * ```
 *                 own offer                       remote answer
 *    stable ────────────────▶ have-local-offer ─────────────────▶ stable
 *      │                          │
 *      │ remote offer             │ remote offer (glare)
 *      ▼                          ├─ polite:   roll back, then as from stable
 *    have-remote-offer            └─ impolite: ignore it and its candidates
 *      │ own answer
 *      ▼
 *    stable
 * ```
 *
 * `close()` removes the listeners; the connection belongs to the caller.
 */
export class PerfectNegotiation {
  readonly #dependencies: PerfectNegotiationDependencies
  #makingOffer = false
  #ignoringOffer = false
  #settingRemoteAnswer = false
  /** Settled once the last offer is applied or has failed. Whoever waits for it comes after the call that makes the answer. */
  #answering: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(dependencies: PerfectNegotiationDependencies) {
    this.#dependencies = dependencies
    const { connection } = dependencies
    connection.addEventListener('negotiationneeded', this.#onNegotiationNeeded)
    connection.addEventListener('icecandidate', this.#onCandidate)
  }

  /**
   * Applies what the other side sent. Never rejects: a signal that can't be used is logged and dropped.
   *
   * @returns whether it was applied
   */
  async receive(signal: Signal): Promise<boolean> {
    try {
      if ('description' in signal) return await this.#receiveDescription(signal.description)
      await this.#receiveCandidate(signal.candidate)
      return true
    } catch (error) {
      this.#settingRemoteAnswer = false
      if (!this.#closed) this.#dependencies.logger.warn('A signal could not be applied', error)
      return false
    }
  }

  /** Sends the pending offer again, with the candidates found so far. False when none is pending. */
  resend(): boolean {
    const { connection, send } = this.#dependencies
    if (connection.signalingState !== 'have-local-offer' || connection.localDescription === null) return false
    send({ description: plainDescription(connection.localDescription) })
    return true
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true
    const { connection } = this.#dependencies
    connection.removeEventListener('negotiationneeded', this.#onNegotiationNeeded)
    connection.removeEventListener('icecandidate', this.#onCandidate)
  }

  /** @returns false when nothing waits for it */
  async #receiveDescription(description: RTCSessionDescriptionInit): Promise<boolean> {
    const { connection, polite, onOfferApplied, logger } = this.#dependencies
    const readyForOffer =
      !this.#makingOffer && (connection.signalingState === 'stable' || this.#settingRemoteAnswer)
    this.#ignoringOffer = description.type === 'offer' && !readyForOffer && !polite
    if (this.#ignoringOffer) return false
    if (description.type === 'answer' && connection.signalingState !== 'have-local-offer') {
      // An offer that was sent twice is answered twice.
      logger.debug('An answer came that nothing waits for')
      return false
    }
    this.#settingRemoteAnswer = description.type === 'answer'
    const applied = connection.setRemoteDescription({
      ...description,
      sdp: description.sdp && withOpusParameters(description.sdp)
    })
    if (description.type === 'offer') this.#answering = applied.catch(() => undefined)
    await applied
    this.#settingRemoteAnswer = false
    if (description.type === 'answer') return true
    onOfferApplied()
    await this.#describe()
    return true
  }

  async #receiveCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    // A connection does one thing after the other, and the answer is what the other side waits for.
    await this.#answering
    try {
      await this.#dependencies.connection.addIceCandidate(candidate)
    } catch (error) {
      // Candidates of an offer that was ignored have nowhere to go.
      if (!this.#ignoringOffer) throw error
    }
  }

  readonly #onNegotiationNeeded = (): void => {
    void this.#offer()
  }

  /** Never rejects. */
  async #offer(): Promise<void> {
    this.#makingOffer = true
    try {
      await this.#describe()
    } catch (error) {
      if (!this.#closed) this.#dependencies.logger.warn('An offer could not be made', error)
    } finally {
      this.#makingOffer = false
    }
  }

  readonly #onCandidate = ({ candidate }: RTCPeerConnectionIceEvent): void => {
    // The end of candidates (null, or an empty string) carries nothing that trickling needs.
    if (candidate === null || candidate.candidate === '') return
    const { sdpMid, sdpMLineIndex, usernameFragment } = candidate
    this.#dependencies.send({
      candidate: { candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment }
    })
  }

  /** Makes and sends the description that the signaling state asks for: an offer, or an answer. */
  async #describe(): Promise<void> {
    const { connection, send, onDescribed } = this.#dependencies
    await connection.setLocalDescription()
    if (this.#closed || connection.localDescription === null) return
    send({ description: plainDescription(connection.localDescription) })
    onDescribed()
  }
}

function plainDescription({ type, sdp }: RTCSessionDescription): { type: 'offer' | 'answer'; sdp: string } {
  if (type !== 'offer' && type !== 'answer') throw new Error(`A description of type ${type} is never sent`)
  return { type, sdp }
}
