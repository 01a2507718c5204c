import type { DesktopApi } from '../../../protocol/desktop.ts'
import { launchParticipant, type Participant } from '../../e2e/support/participant.ts'
import type { SharePath } from './share-path.ts'

/** What the page of the bare path keeps. */
interface BareShare {
  start: (title: string) => Promise<number>
  stop: () => Promise<void>
}

declare global {
  var bareShare: BareShare | undefined
}

/**
 * What the browser can do by itself: a capture and two connections in one page that are connected beforehand. The
 * page is the app's, because it alone is let through the door to the screen; nothing of the product runs in it
 * but its home.
 */
export class BarePath implements SharePath {
  readonly video = 'video#bare'
  readonly #participant: Participant

  private constructor(participant: Participant) {
    this.#participant = participant
  }

  static async open(): Promise<BarePath> {
    const participant = await launchParticipant({ name: 'Bare' })
    await participant.page.evaluate(connect)
    return new BarePath(participant)
  }

  get presenter() {
    return this.#participant.page
  }

  get viewer() {
    return this.#participant.page
  }

  async start(title: string): Promise<number> {
    return this.presenter.evaluate((title) => globalThis.bareShare?.start(title) ?? NaN, title)
  }

  async stop(): Promise<void> {
    await this.presenter.evaluate(() => globalThis.bareShare?.stop())
  }

  async close(): Promise<void> {
    await this.#participant.close()
  }
}

/** Runs in the page. */
async function connect(): Promise<void> {
  const { parley } = globalThis as unknown as { parley: DesktopApi }
  const near = new RTCPeerConnection()
  const far = new RTCPeerConnection()
  near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate)
  far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate)
  const { sender } = near.addTransceiver('video', { direction: 'sendrecv' })
  await near.setLocalDescription()
  await far.setRemoteDescription(near.localDescription as RTCSessionDescription)
  await far.setLocalDescription()
  await near.setRemoteDescription(far.localDescription as RTCSessionDescription)
  await new Promise<void>((resolve) => {
    const look = () => near.connectionState === 'connected' && resolve()
    near.addEventListener('connectionstatechange', look)
    look()
  })

  const video = document.createElement('video')
  video.id = 'bare'
  video.muted = true
  video.autoplay = true
  video.srcObject = new MediaStream(far.getReceivers().map(({ track }) => track))
  document.body.append(video)

  globalThis.bareShare = {
    start: async (title) => {
      const listed = await parley.listScreenSources()
      const source = listed.ok ? listed.value.find(({ name }) => name === title) : undefined
      if (source === undefined) throw new Error(`There is no window ${title}`)
      const startedAt = performance.timeOrigin + performance.now()
      await parley.chooseScreenSource(source.id)
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: true })
      await sender.replaceTrack(stream.getVideoTracks()[0] ?? null)
      return startedAt
    },
    stop: async () => {
      sender.track?.stop()
      await sender.replaceTrack(null)
    }
  }
}
