import { isIPv4, isIPv6 } from 'node:net'

/** What stands in the place of what isn't anybody's business. */
const MASK = { address: '(address)', secret: '(secret)', room: '(room)' }

/** Names before values that open something, in JSON, in query strings, in SDP and in what a program prints. */
const SECRET_NAMES =
  'pass(?:word|wd|phrase)?|secret|token|resume|credential|ice-pwd|ice-ufrag|pwd|ufrag|authorization|cookie|api[-_]?key|username'

const NAMED_SECRET = new RegExp(
  `((?:${SECRET_NAMES})["']?\\s*[:=]\\s*)(?:(?:Bearer|Basic)\\s+)?("(?:[^"\\\\\\n]|\\\\.)*"?|'(?:[^'\\\\\\n]|\\\\.)*'?|[^\\s"',;&}\\])]+)`,
  'gi'
)
const NAMED_ROOM = /(\broom["']?\s*[:=]\s*)("[^"\n]*"?|'[^'\n]*'?|[^\s"',;&}\])]+)/gi

/** A code of a meeting: in the path of a link, or as those look that the app makes (`room-code.ts`). */
const ROOM_PATH = /(\/r\/)[^\s/?#"'<>]+/g
const MADE_ROOM = /\b(?:[bdfghjklmnprstvz][aeiou]){2}(?:-(?:[bdfghjklmnprstvz][aeiou]){2}){2}\b/gi

/** Characters of base64url, more than any word has; tokens and keys are made of them. */
const LONG_RUN = /[A-Za-z0-9_-]{24,}={0,2}/g
/** Names of programs, as in `some-long-name`, `ERR_SOMETHING` and `someLongName`: no token looks like that by chance. */
const WORDS = /^[a-z]+(?:-[a-z]+)*$|^[A-Z]+(?:_[A-Z]+)*$|^[a-z]*(?:[A-Z][a-z]+)+$/
const BASE64 = /[A-Za-z0-9+/]{16,}={1,2}/g

/** Folders that are named after people. */
const HOME_FOLDERS = /(?:\/home\/|\/Users\/|[A-Za-z]:[\\/]+Users[\\/]+)[^\s\\/"':]+/g

/** Servers in links, in what Chromium says of a connection, and in the addresses of relays (RFC 7064, 7065). */
const SERVERS =
  /\b((?:(?:https?|wss?|parley):\/\/|(?:turn|stun)s?:))(?:[^\s/?#@"'<>\\]*@)?(\[[^\]\s]*\]|[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*)/giu

const ADDRESS_LIKE = /[0-9A-Fa-f:.]*[0-9A-Fa-f][0-9A-Fa-f:.]*(?:%[\w.-]+)?/g
/** Addresses that every machine has. */
const OWN_ADDRESSES = new Set(['127.0.0.1', '0.0.0.0', '::1', '::'])

/**
 * Takes out of a line of the log what opens a meeting or tells where somebody is: tokens, passwords and other
 * credentials, codes of meetings, network addresses, servers in links, and whose folder something is in. What we write
 * has none of it; what a library, Chromium or the system says in an error may.
 *
 * @param home the person's own folder
 */
export function redact(text: string, home: string): string {
  return withoutHome(text, home)
    .replace(HOME_FOLDERS, '~')
    .replace(SERVERS, maskServer)
    .replace(NAMED_SECRET, `$1${MASK.secret}`)
    .replace(NAMED_ROOM, `$1${MASK.room}`)
    .replace(ROOM_PATH, `$1${MASK.room}`)
    .replace(MADE_ROOM, MASK.room)
    .replace(BASE64, MASK.secret)
    .replace(LONG_RUN, (run) => (WORDS.test(run) ? run : MASK.secret))
    .replace(ADDRESS_LIKE, maskAddress)
}

/** On Windows an error shows its path with doubled backslashes, a link with slashes. */
function withoutHome(text: string, home: string): string {
  if (home.length <= 1) return text
  const forms = [home, home.replaceAll('\\', '\\\\'), home.replaceAll('\\', '/')]
  return forms.reduce((line, form) => line.replaceAll(form, '~'), text)
}

function maskServer(link: string, scheme: string, host: string): string {
  const own = host.toLowerCase() === 'localhost' || OWN_ADDRESSES.has(host.replace(/^\[|\]$/g, ''))
  return own ? link : scheme + MASK.address
}

function maskAddress(run: string): string {
  // What ends a sentence, or begins what follows the address, may look like the end of one that is cut short by `::`.
  const end = /[:.]*$/.exec(run)?.[0] ?? ''
  for (let length = run.length; length >= run.length - end.length; length--) {
    const address = run.slice(0, length)
    if (isAddress(address)) return OWN_ADDRESSES.has(address) ? run : MASK.address + run.slice(length)
  }
  // `192.168.1.5:7420`, and `:192.168.1.5` after a word.
  const inner = /(\d{1,3}(?:\.\d{1,3}){3})/.exec(run)?.[1]
  if (inner === undefined || !isIPv4(inner) || OWN_ADDRESSES.has(inner)) return run
  return run.replace(inner, MASK.address)
}

function isAddress(text: string): boolean {
  // To compile what Node tells an IPv6 address by takes a start longer than the rest of the line.
  return isIPv4(text) || (text.includes(':') && isIPv6(text))
}
