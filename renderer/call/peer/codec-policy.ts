/** The names of codecs, as MIME types in lower case, best first. */
export type CodecPreference = readonly string[]

/** What software encodes with the least work, and every browser that does WebRTC decodes (RFC 7742 section 5). */
const CHEAPEST = 'video/vp8'

/** Where hardware encodes several, whatever makes the most of the line goes first. */
export const CANDIDATES: CodecPreference = ['video/av1', 'video/vp9', 'video/h264', CHEAPEST]

/**
 * In which order codecs are taken for the camera. In a mesh each viewer has an encoder of their own, so what counts is
 * the work: what hardware encodes goes first, and software does only the cheapest. Pure.
 *
 * @param efficient what this machine encodes in hardware
 */
export function preferCodecs(efficient: ReadonlySet<string>): CodecPreference {
  return [...CANDIDATES.filter((codec) => efficient.has(codec) && codec !== CHEAPEST), CHEAPEST]
}

/**
 * The codec to be sent of those that both sides agreed on; null where there is none of these. Pure.

 */
export function pickCodec(agreed: readonly RTCRtpCodec[], preference: CodecPreference): RTCRtpCodec | null {
  for (const name of preference) {
    const named = agreed.filter(({ mimeType }) => mimeType.toLowerCase() === name)
    // H.264 without packets that are put together is for senders of another age (RFC 6184 section 6.2).
    const picked =
      named.find(({ sdpFmtpLine = '' }) => sdpFmtpLine.includes('packetization-mode=1')) ?? named[0]
    if (picked !== undefined) return picked
  }
  return null
}
