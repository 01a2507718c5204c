import { fingerprintFragment, parseFingerprintFragment } from './fingerprint.ts'
import { parseRoomCode } from './room-code.ts'

/** Where a meeting is: its code, and the signaling server that introduces its people to each other. */
export interface Invite {
  room: string
  /** Origin of the signaling server, such as `https://meet.example.org`; null when only a code was given. */
  server: string | null
  /**
   * Whether it begins with chat and files alone, as `?text=1` says: whoever follows it joins without camera and
   * microphone. A link without it leads into the same meeting.
   */
  textRoom: boolean
  /**
   * Of the certificate that the server shows, where nobody vouches for it: `#sha256=…`, for `https:` alone. Null leaves
   * it to those who vouch for certificates.
   */
  fingerprint: string | null
}

/** The scheme that the installed app answers to: `parley://meet.example.org/r/CODE`. */
const DEEP_LINK_SCHEME = 'parley'

const MEETING_PATH = /^\/r\/([^/]+)\/?$/
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i

/** Where a link of ours begins, whatever stands before it: a text may have no space there. */
const LINK_START = /(?:https?|parley):\/\//i
/** What ends a link in a text: no host and no room code has any of these. */
const BETWEEN_LINKS = /[\s<>"'`“”„‘’«»「」『』《》()（），,;、。]+/
const END_OF_SENTENCE = /[.:!\]]+$/
/** What people leave around a code that they copy out of a text. */
const AROUND_CODE = /^[\s<("'`“„‘«「]+|[\s>)"'`”’»」.,。]+$/g

/** Hosts in no public name space, which have no certificate: RFC 1918, RFC 4193, link-local and loopback. */
const LOCAL_HOSTS = [
  /^localhost$/,
  /\.local$/,
  /^(?:127|10)(?:\.\d+){3}$/,
  /^192\.168(?:\.\d+){2}$/,
  /^172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}$/,
  /^\[::1\]$/,
  /^\[fe[89ab][0-9a-f]:/,
  /^\[f[cd][0-9a-f]{2}:/
]

/**
 * The link that lets somebody join, in the app or in a browser.
 *
 * @param textRoom whether they join with chat and files alone
 * @param fingerprint of the server's certificate, where nobody vouches for it
 */
export function formatInvite(
  room: string,
  server: string,
  textRoom = false,
  fingerprint: string | null = null
): string {
  return new URL(`/r/${room}${textRoom ? `?text=1` : ''}${fingerprintFragment(fingerprint)}`, server).href
}

/** The link that opens a meeting in the installed app. */
export function formatDeepLink(
  room: string,
  server: string,
  textRoom = false,
  fingerprint: string | null = null
): string {
  const { protocol, host } = new URL(server)
  const query = [...(protocol === 'http:' ? ['insecure=1'] : []), ...(textRoom ? ['text=1'] : [])]
  const rest = `${query.length > 0 ? '?' : ''}${query.join('&')}${fingerprintFragment(fingerprint)}`
  return `${DEEP_LINK_SCHEME}://${host}/r/${room}${rest}`
}

/** Whether an origin is by https at a bare address, for which hardly anybody vouches: links say its fingerprint. */
export function isUnvouched(origin: string): boolean {
  return /^https:\/\/(?:\d+(?:\.\d+){3}|\[[^\]]+\])(?::\d+)?$/.test(origin)
}

/** Reads from an address, or from what follows its host, whether it leads to a text room. */
export function isTextRoom(address: string): boolean {
  return /[?&]text=1(?:[&#]|$)/.test(address)
}

/**
 * Reads any form in which people pass a meeting on: a bare code, a web link, a `parley://` link, or a link
 * without its scheme; also in brackets, in quotes, or anywhere in a text. `parley://` names no transport: it
 * means https, or http where the query says `insecure=1` (a server on the local network).
 *
 * @returns null when the text has none of these
 */
export function parseInvite(text: string): Invite | null {
  const normal = text.normalize('NFKC')
  if (!normal.includes('/')) {
    const room = parseRoomCode(normal.replace(AROUND_CODE, ''))
    return room === null ? null : { room, server: null, textRoom: false, fingerprint: null }
  }
  for (const word of normal.split(BETWEEN_LINKS)) {
    const invite = parseLink(word.slice(Math.max(0, word.search(LINK_START))).replace(END_OF_SENTENCE, ''))
    if (invite !== null) return invite
  }
  return null
}

/**
 * Reads the address of a signaling server as a person types it. Without a scheme it means http for what is
 * near (localhost, `.local`, private addresses) and https for everything else.
 *
 * @returns the origin, or null when it isn't an http(s) address, or says more than which server
 */
export function parseServerAddress(text: string): string | null {
  const url = parseUrl(text.trim())
  return url !== null && url.href === `${url.origin}/` ? url.origin : null
}

function parseLink(link: string): Invite | null {
  const url = parseUrl(link)
  if (url === null) return null
  const room = parseRoomCode(decode(MEETING_PATH.exec(url.pathname)?.[1] ?? ''))
  if (room === null) return null
  const fingerprint = url.protocol === 'https:' ? parseFingerprintFragment(url.hash) : null
  return { room, server: url.origin, textRoom: isTextRoom(url.search), fingerprint }
}

/** An http(s) URL without user information, from an http, https or parley one, or one without its scheme. */
function parseUrl(text: string): URL | null {
  const address = withTransport(text)
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  // Some versions of Chromium encode what no host may have, such as a space.
  if (!/^https?:$/.test(url.protocol) || url.hostname === '' || url.hostname.includes('%')) return null
  if (url.username !== '' || url.password !== '') return null
  return url
}

function withTransport(text: string): string {
  if (text.toLowerCase().startsWith(`${DEEP_LINK_SCHEME}://`)) {
    const insecure = /[?&]insecure=1(?:[&#]|$)/.test(text)
    return (insecure ? 'http' : 'https') + text.slice(DEEP_LINK_SCHEME.length)
  }
  if (SCHEME.test(text)) return text
  // A path of this machine names no host.
  if (!/^[\p{L}\p{N}[]/u.test(text)) return ''
  const secure = `https://${text}`
  if (!URL.canParse(secure)) return secure
  const { hostname, hash } = new URL(secure)
  return isLocal(hostname) && parseFingerprintFragment(hash) === null ? `http://${text}` : secure
}

function isLocal(hostname: string): boolean {
  return LOCAL_HOSTS.some((pattern) => pattern.test(hostname))
}

function decode(component: string): string {
  try {
    return decodeURIComponent(component)
  } catch {
    return ''
  }
}
