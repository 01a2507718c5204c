/**
 * What a transceiver carries. Its position among the transceivers says which: both sides keep this order, so
 * a remote track needs no label. Muting, switching devices and sharing replace tracks and negotiate nothing.
 */
export const MEDIA_SLOTS = ['microphone', 'camera', 'screen', 'screenAudio'] as const

export type MediaSlot = (typeof MEDIA_SLOTS)[number]

const KINDS: Readonly<Record<MediaSlot, 'audio' | 'video'>> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
  screenAudio: 'audio'
}

/** Makes the transceivers of the side that offers first. */
export function createTransceivers(connection: RTCPeerConnection): RTCRtpTransceiver[] {
  return MEDIA_SLOTS.map((slot) => {
    const transceiver = connection.addTransceiver(KINDS[slot], { direction: 'sendrecv' })
    if (slot === 'microphone') preferRedundancy(transceiver)
    return transceiver
  })
}

/**
 * Puts redundant audio first (RFC 2198), where the browser has it: each packet of speech carries the one before as
 * well, so that one that is lost isn't missed. It costs about 40 kbit/s a person.
 */
function preferRedundancy(transceiver: RTCRtpTransceiver): void {
  const { codecs = [] } = globalThis.RTCRtpReceiver?.getCapabilities?.('audio') ?? {}
  const redundant = codecs.filter(({ mimeType }) => mimeType.toLowerCase() === 'audio/red')
  if (redundant.length === 0) return
  transceiver.setCodecPreferences([...redundant, ...codecs.filter((codec) => !redundant.includes(codec))])
}

/**
 * Takes over the transceivers that a remote offer made, on the side that answers first. An offer never
 * matches transceivers made by `addTransceiver` (RFC 8829 section 5.10), so this side makes none.
 *
 * @returns one transceiver a slot, or fewer when the other side offers fewer
 */
export function adoptTransceivers(connection: RTCPeerConnection): RTCRtpTransceiver[] {
  const transceivers = connection.getTransceivers().slice(0, MEDIA_SLOTS.length)
  for (const transceiver of transceivers) transceiver.direction = 'sendrecv'
  if (transceivers[0] !== undefined) preferRedundancy(transceivers[0])
  return transceivers
}
