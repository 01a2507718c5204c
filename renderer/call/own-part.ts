import type { Presence } from '../../protocol/channel.ts'
import type { CaptureState } from './media/capture-state.ts'
import type { LocalMedia } from './media/local-media.ts'
import { isSharing, type Participant } from './participant.ts'
import type { CodecChoice } from './peer/codec-choice.ts'
import type { SlotTracks } from './peer/peer.ts'
import { MEDIA_SLOTS } from './peer/transceivers.ts'
import type { PeerFigures } from './stats/quality-figures.ts'
import type { SendBudget } from './topology/send-budget.ts'
import type { CameraDemand, SendSituation } from './topology/send-policy.ts'
import type { Topology } from './topology/topology.ts'

/** What this participant gives the others: their tracks, what they say is on, and how much of it is sent. */
export class OwnPart {
  readonly #media: LocalMedia
  readonly #topology: () => Topology | null
  readonly #budget: SendBudget
  readonly #codecs: CodecChoice
  #anySharing = false
  #situation = ''
  #receives: Presence['receives'] = 'all'
  #hand: number | null = null

  /**
   * @param topology where it goes; null outside a meeting
   * @param budget what there is room for; it is looked at, and told what is measured
   * @param codecs likewise, what the camera is encoded with
   */
  constructor(media: LocalMedia, topology: () => Topology | null, budget: SendBudget, codecs: CodecChoice) {
    this.#media = media
    this.#budget = budget
    this.#codecs = codecs
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

  get situation(): SendSituation {
    const { camera, screen } = this.#media
    const own = 'share' in screen.state ? screen.state.share.quality : null
    const { width, height } = trackOf(camera)?.getSettings() ?? {}
    return {
      own,
      anySharing: own !== null || this.#anySharing,
      camera: width === undefined || height === undefined ? null : { width, height },
      room: this.#budget.room,
      codecs: this.#codecs.preference
    }
  }

  /** Has the camera give what is sent of it, and no more. */
  fitCamera(demand: CameraDemand): void {
    this.#media.fitCamera(demand)
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

  /** Notes whether one of the others shares. */
  setAudience(participants: readonly Participant[]): void {
    this.#anySharing = participants.some(isSharing)
    this.#limit()
  }

  /** Has what is sent follow what this machine and its line turn out to have room for. See `SendBudget`. */
  fitRoom(figures: ReadonlyMap<string, PeerFigures>, now: number): void {
    this.#budget.look(figures, now)
    const camera = trackOf(this.#media.camera)
    // A browser mutes the track of a camera that gives no pictures.
    this.#codecs.watch(camera === null || camera.muted ? new Map() : figures)
    this.#limit()
  }

  #limit(): void {
    const { situation } = this
    if (JSON.stringify(situation) === this.#situation) return
    this.#situation = JSON.stringify(situation)
    this.#topology()?.setSituation(situation)
  }
}

function trackOf(state: CaptureState): MediaStreamTrack | null {
  return 'track' in state ? state.track : null
}
