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
  return MEDIA_SLOTS.map((slot) => connection.addTransceiver(KINDS[slot], { direction: 'sendrecv' }))
}

/**
 * Takes over the transceivers that a remote offer made, on the side that answers first. An offer never
 * matches transceivers made by `addTransceiver` (RFC 8829 section 5.10), so this side makes none; should it
 * have some from an offer of its own that was rolled back, they are stopped.
 *
 * @returns one transceiver a slot, or fewer when the other side offers fewer
 */
export function adoptTransceivers(connection: RTCPeerConnection): RTCRtpTransceiver[] {
  const all = connection.getTransceivers()
  const negotiated = all.filter((transceiver) => transceiver.mid !== null).slice(0, MEDIA_SLOTS.length)
  for (const transceiver of all) if (transceiver.mid === null) transceiver.stop()
  for (const transceiver of negotiated) transceiver.direction = 'sendrecv'
  return negotiated
}
