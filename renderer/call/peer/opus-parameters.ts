/** What is asked of the encoders of each section of sound, in the order of the transceivers (RFC 7587 section 6.1). */
const PARAMETERS: readonly Readonly<Record<string, string>>[] = [
  // Speech: lost packets are made up for by the next one, and silence costs next to nothing.
  { useinbandfec: '1', usedtx: '1' },
  // The sound of a shared screen: music and films have two channels, and their quiet passages aren't silence.
  { useinbandfec: '1', stereo: '1', maxaveragebitrate: '128000' }
]

/**
 * Asks the other side's encoders for what suits speech and shared sound. Applied to a description that has come from
 * there: what it says of Opus is what this browser sends by (RFC 7587 section 7), and there is no other way to say it.
 *
 * @param sdp a session description; it comes back as it was where there is nothing of Opus in it
 */
export function withOpusParameters(sdp: string): string {
  let audio = -1
  return sdp
    .split(/(?=^m=)/m)
    .map((section) => (section.startsWith('m=audio') ? tune(section, PARAMETERS[++audio]) : section))
    .join('')
}

/** Browsers differ in whether a codec's name or its parameters come first. */
function tune(section: string, wanted: Readonly<Record<string, string>> | undefined): string {
  const payload = /^a=rtpmap:(\d+) opus\/48000/im.exec(section)?.[1]
  if (payload === undefined || wanted === undefined) return section
  const line = new RegExp(`^a=fmtp:${payload} (.*?)(\\r?)$`, 'm')
  return section.replace(
    line,
    (_line, written: string, end: string) => `a=fmtp:${payload} ${merge(written, wanted)}${end}`
  )
}

function merge(written: string, wanted: Readonly<Record<string, string>>): string {
  const parameters = new Map(
    written.split(';').map((parameter) => {
      const [name = '', value = ''] = parameter.trim().split('=')
      return [name, value]
    })
  )
  for (const [name, value] of Object.entries(wanted)) parameters.set(name, value)
  return [...parameters].map(([name, value]) => `${name}=${value}`).join(';')
}
