import type { Page } from '@playwright/test'
import './probe.ts'

/** What one open peer connection receives, by its standard statistics (W3C webrtc-stats). */
export interface RemoteMedia {
  framesDecoded: number
  /** Pixels; 0 before the first picture. */
  frameWidth: number
  /** Grows with loudness and time; silence adds nothing. */
  audioEnergy: number
  /** Seconds of sound that were played, silence too: the connection's own clock. */
  audioSeconds: number
  /** 0 to 1, linear, just now. */
  audioLevel: number
  /** When this was so, in milliseconds. */
  at: number
}

/** What a page receives, an entry a peer, in the order in which the connections were made. */
export async function remoteMedia(page: Page): Promise<RemoteMedia[]> {
  return page.evaluate(async () => {
    const open = globalThis.mediaProbe?.connections.filter((each) => each.connectionState !== 'closed') ?? []
    return Promise.all(
      open.map(async (connection) => {
        const media = {
          framesDecoded: 0,
          frameWidth: 0,
          audioEnergy: 0,
          audioSeconds: 0,
          audioLevel: 0,
          at: 0
        }
        const report = (await connection.getStats()) as unknown as Map<string, Record<string, unknown>>
        const number = (value: unknown) => (typeof value === 'number' ? value : 0)
        for (const stats of report.values()) {
          if (stats.type !== 'inbound-rtp') continue
          media.at = Math.max(media.at, number(stats.timestamp))
          if (stats.kind === 'video') {
            media.framesDecoded += number(stats.framesDecoded)
            media.frameWidth = Math.max(media.frameWidth, number(stats.frameWidth))
          } else {
            media.audioEnergy += number(stats.totalAudioEnergy)
            media.audioSeconds = Math.max(media.audioSeconds, number(stats.totalSamplesDuration))
            media.audioLevel = Math.max(media.audioLevel, number(stats.audioLevel))
          }
        }
        return media
      })
    )
  })
}

/** How many peer connections are open. */
export async function openConnections(page: Page): Promise<number> {
  return page.evaluate(
    () => globalThis.mediaProbe?.connections.filter((each) => each.connectionState !== 'closed').length ?? -1
  )
}

/** How many peer connections there have been, open or not; the lobby tries one beforehand. */
export async function madeConnections(page: Page): Promise<number> {
  return page.evaluate(() => globalThis.mediaProbe?.connections.length ?? -1)
}

/** The kinds of the tracks that still hold a device, sorted. */
export async function liveTracks(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      globalThis.mediaProbe?.tracks
        .filter((track) => track.readyState === 'live')
        .map((track) => track.kind)
        .sort() ?? ['no probe']
  )
}

/** The session descriptions of every open connection: unchanged as long as nothing is negotiated. */
export async function sessionDescriptions(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      globalThis.mediaProbe?.connections
        .filter((each) => each.connectionState !== 'closed')
        .map((each) => `${each.currentLocalDescription?.sdp}\n${each.currentRemoteDescription?.sdp}`) ?? []
  )
}

/** The ids of the devices that feed what is sent now to the first peer; null where none does. */
export async function sentDevices(page: Page): Promise<{ audio: string | null; video: string | null }> {
  return page.evaluate(() => {
    const connection = globalThis.mediaProbe?.connections.find((each) => each.connectionState === 'connected')
    const tracks = connection?.getSenders().map((sender) => sender.track) ?? []
    const device = (kind: string) =>
      tracks.find((track) => track?.kind === kind)?.getSettings().deviceId ?? null
    return { audio: device('audio'), video: device('video') }
  })
}

/** What the sound that is sent now to the first peer goes through, and whether its track is alive; null without one. */
export async function sentSound(
  page: Page
): Promise<(MediaTrackSettings & { readyState: MediaStreamTrackState }) | null> {
  return page.evaluate(() => {
    const connection = globalThis.mediaProbe?.connections.find((each) => each.connectionState === 'connected')
    const senders = connection?.getSenders() ?? []
    const track = senders.find((sender) => sender.track?.kind === 'audio')?.track
    return track ? { ...track.getSettings(), readyState: track.readyState } : null
  })
}

/** A candidate of this side, by the standard statistics (W3C webrtc-stats, RTCIceCandidateStats). */
export interface LocalCandidate {
  /** `host`, `srflx`, `prflx` or `relay`. */
  type: string
  /** How a relay is spoken to: `udp`, `tcp` or `tls`. */
  relayProtocol?: string
  /** Whether the media go over it now. */
  used: boolean
}

/** What ways the open connections of a page have found on this side. */
export async function localCandidates(page: Page): Promise<LocalCandidate[]> {
  return page.evaluate(async () => {
    const open = globalThis.mediaProbe?.connections.filter((each) => each.connectionState !== 'closed') ?? []
    const reports = await Promise.all(open.map((connection) => connection.getStats()))
    return reports.flatMap((report) => {
      const all = [...(report as unknown as Map<string, Record<string, string>>).values()]
      const pairs = all.map((stats) => stats.type === 'transport' && stats.selectedCandidatePairId)
      const used = all.filter(({ id = '' }) => pairs.includes(id)).map((pair) => pair.localCandidateId)
      return all.flatMap(({ type, id, candidateType = '', relayProtocol }) =>
        type === 'local-candidate'
          ? [{ type: candidateType, ...(relayProtocol && { relayProtocol }), used: used.includes(id) }]
          : []
      )
    })
  })
}

/** How the camera goes to one peer. */
export interface SentPicture {
  /** Whether anything is encoded for them. */
  active: boolean
  framesEncoded: number
  /** Of the picture that was encoded last, in pixels; 0 before the first. */
  height: number
}

/** How a page sends its camera, an entry an open connection. */
export async function sentPictures(page: Page): Promise<SentPicture[]> {
  return page.evaluate(async () => {
    const open = globalThis.mediaProbe?.connections.filter((each) => each.connectionState !== 'closed') ?? []
    return Promise.all(
      open.map(async (connection) => {
        const sender = connection.getSenders().find(({ track }) => track?.kind === 'video')
        const report = (await sender?.getStats()) as unknown as
          Map<string, Record<string, unknown>> | undefined
        const stats = [...(report?.values() ?? [])].find(({ type }) => type === 'outbound-rtp')
        return {
          active: sender?.getParameters().encodings.some((encoding) => encoding.active) ?? false,
          framesEncoded: Number(stats?.framesEncoded ?? 0),
          height: Number(stats?.frameHeight ?? 0)
        }
      })
    )
  })
}
