/** What a candidate says about an address of this machine. */
export interface ParsedCandidate {
  type: RTCIceCandidateType
  protocol: RTCIceProtocol
  /** An IP address; or a name that ends in `.local`, where the browser hides it (RFC 8828, mDNS). */
  address: string
  port: number
  /** Where it was seen from: the base, of a server-reflexive one. Null where the browser tells none. */
  related: { address: string; port: number } | null
}

/** The same as a candidate's fields have it. */
interface ParsedLine extends Omit<ParsedCandidate, 'related'> {
  relatedAddress: string | undefined
  relatedPort: number | undefined
}

/** Browsers that hide the base put these in its place. */
const HIDDEN: ReadonlySet<string> = new Set(['0.0.0.0', '::', '[::]'])

const TYPES: readonly RTCIceCandidateType[] = ['host', 'srflx', 'prflx', 'relay']

/**
 * Reads a candidate: from the fields that the browser has taken apart, or from its line (RFC 8839 section 5.1).
 *
 * @returns null for what is none, such as the empty one at the end
 */
export function parseCandidate(candidate: RTCIceCandidateInit | RTCIceCandidate): ParsedCandidate | null {
  const line = parseLine(candidate.candidate ?? '')
  const fields: Partial<RTCIceCandidate> = 'type' in candidate ? candidate : {}
  const type = fields.type ?? line?.type
  const protocol = fields.protocol ?? line?.protocol
  // Some browsers leave out of the fields what they hide, and put it in the line.
  const address = fields.address ?? line?.address
  const port = fields.port ?? line?.port
  if (!type || !protocol || !address || port === undefined) return null
  const related = {
    address: fields.relatedAddress ?? line?.relatedAddress,
    port: fields.relatedPort ?? line?.relatedPort
  }
  return {
    type,
    protocol,
    address,
    port,
    related:
      related.address && related.port !== undefined && !HIDDEN.has(related.address)
        ? { address: related.address, port: related.port }
        : null
  }
}

/** `candidate:FOUNDATION COMPONENT TRANSPORT PRIORITY ADDRESS PORT typ TYPE [raddr ADDRESS] [rport PORT] …` */
function parseLine(line: string): ParsedLine | null {
  const [, , protocol = '', , address = '', port = '', typ, word, ...rest] = line
    .replace(/^a=/, '')
    .replace(/^candidate:/, '')
    .trim()
    .split(/\s+/)
  const type = TYPES.find((known) => known === word)
  const transport = protocol.toLowerCase()
  if (typ !== 'typ' || type === undefined || !isPort(port)) return null
  if (transport !== 'udp' && transport !== 'tcp') return null
  const after = (name: string) => {
    const place = rest.findIndex((each, index) => index % 2 === 0 && each === name)
    return place === -1 ? undefined : rest[place + 1]
  }
  const relatedPort = after('rport')
  return {
    type,
    protocol: transport,
    address,
    port: Number(port),
    relatedAddress: after('raddr'),
    relatedPort: relatedPort !== undefined && isPort(relatedPort) ? Number(relatedPort) : undefined
  }
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535
}
