import type { Presence } from '../../protocol/channel.ts'
import type { CaptureState } from './media/capture-state.ts'
import type { LocalMedia } from './media/local-media.ts'
import { isSharing, type Participant } from './participant.ts'
import type { SlotTracks } from './peer/peer.ts'
import type { SendLimits } from './peer/sender-limits.ts'
import { MEDIA_SLOTS } from './peer/transceivers.ts'
import { sendLimits, type SendSituation } from './topology/send-policy.ts'
import type { Topology } from './topology/topology.ts'

/** What this participant gives the others: their tracks, what they say is on, and how much of it is sent. */
export class OwnPart {
  readonly #media: LocalMedia
  readonly #topology: () => Topology | null
  #audience: Pick<SendSituation, 'viewers' | 'anySharing'> = { viewers: 0, anySharing: false }
  #situation = ''
  #receives: Presence['receives'] = 'all'
  #hand: number | null = null

  /** @param topology where it goes; null outside a meeting */
  constructor(media: LocalMedia, topology: () => Topology | null) {
    this.#media = media
    this.#topology = topology
  }

  get presence(): Presence {
    const { microphone, camera, screen } = this.#media
    const { status } = screen.state
    return {
      microphone: microphone.status === 'on',
      camera: camera.status === 'on',
      screen: status === 'sharing' ? 'on' : status === 'paused' ? 'paused' : 'off',
      receives: this.#receives,
      hand: this.#hand
    }
  }

  /** Tells the others what to send. */
  setReceives(receives: Presence['receives']): void {
    if (receives === this.#receives) return
    this.#receives = receives
    this.#topology()?.broadcast({ type: 'presence', presence: this.presence })
  }

  /** Raises the hand, or lowers it. @param since Unix time in milliseconds; a hand that is up keeps its own */
  setHand(since: number | null): void {
    if ((since === null) === (this.#hand === null)) return
    this.#hand = since
    this.#topology()?.broadcast({ type: 'presence', presence: this.presence })
  }

  get tracks(): SlotTracks {
    const { microphone, camera, screen } = this.#media
    const share = screen.state.status === 'sharing' ? screen.state.share : null
    return {
      microphone: trackOf(microphone),
      camera: trackOf(camera),
      screen: share?.video ?? null,
      screenAudio: share?.audio ?? null
    }
  }

  get limits(): SendLimits {
    return sendLimits(this.#now)
  }

  /** Keeps the others in step with the local media. @returns ends that */
  give(): () => void {
    let told = JSON.stringify(this.presence)
    return this.#media.on('change', () => {
      const topology = this.#topology()
      const { tracks, presence } = this
      // The encoder knows its bounds before the first picture of a share comes.
      this.#limit()
      for (const slot of MEDIA_SLOTS) topology?.setTrack(slot, tracks[slot])
      if (JSON.stringify(presence) === told) return
      told = JSON.stringify(presence)
      topology?.broadcast({ type: 'presence', presence })
    })
  }

  /** Notes who there is to send to, and whether one of them shares. */
  setAudience(participants: readonly Participant[]): void {
    const anySharing = participants.some(isSharing)
    this.#audience = { viewers: participants.length, anySharing }
    this.#limit()
  }

  get #now(): SendSituation {
    const { state } = this.#media.screen
    const own = 'share' in state ? state.share.quality : null
    return { ...this.#audience, own, anySharing: own !== null || this.#audience.anySharing }
  }

  #limit(): void {
    const situation = JSON.stringify(this.#now)
    if (situation === this.#situation) return
    this.#situation = situation
    this.#topology()?.setLimits(this.limits)
  }
}

function trackOf(state: CaptureState): MediaStreamTrack | null {
  return 'track' in state ? state.track : null
}
