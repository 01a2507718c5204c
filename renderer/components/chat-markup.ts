import MarkdownIt, { type Token } from 'markdown-it'

/** What stands within a line. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'emphasis' | 'strike'; children: Inline[] }
  | { type: 'code'; text: string }
  /** `host` says where it leads, when its text doesn't. */
  | { type: 'link'; address: string; host: string | null; children: Inline[] }
  | { type: 'break' }

/** What stands on lines of its own. */
export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'quote'; children: Block[] }
  | { type: 'list'; start: number | null; items: Block[][] }

/** How many texts are kept as they were read, for whoever scrolls to and fro. */
const KEPT = 400
const parsed = new Map<string, Block[]>()

/** What a link may lead to: nothing that runs within the page or opens a program without being asked for. */
const PROTOCOLS: readonly string[] = ['http:', 'https:', 'mailto:']

/** Controls, direction changes among them: within an address they only mislead. */
const MISLEADING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}]/u

/** The name of a programming language, as it stands behind a fence. */
const LANGUAGE = /^\s*[A-Za-z0-9+#._-]{1,20}\s*$/

// Nothing is on that isn't named here: no HTML, no images, no tables, no headings.
const parser = new MarkdownIt('zero', { breaks: true, linkify: true }).enable([
  'fence',
  'blockquote',
  'list',
  'escape',
  'newline',
  'backticks',
  'strikethrough',
  'emphasis',
  'link',
  'linkify'
])
// Names of files, such as README.md, aren't addresses.
parser.linkify?.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
parser.validateLink = (address) => readAddress(address) !== null

/**
 * Reads the small part of Markdown that the chat shows: emphasis, code, links, quotes and lists. All else stays as
 * it was written. It never throws, and takes time in proportion to the text.
 */
export function parseMarkup(text: string): Block[] {
  const known = parsed.get(text)
  if (known !== undefined) return known
  const blocks = readBlocks(new Cursor(parser.parse(text, {})))
  if (parsed.size >= KEPT) parsed.clear()
  parsed.set(text, blocks)
  return blocks
}

/** Walks along tokens, of which some open what others close. */
class Cursor {
  readonly #tokens: readonly Token[]
  #place = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  /** The next token; null at the end, and where what is open is closed, which is passed. */
  next(): Token | null {
    const token = this.#tokens[this.#place]
    if (token === undefined) return null
    this.#place += 1
    return token.nesting < 0 ? null : token
  }
}

function readBlocks(cursor: Cursor): Block[] {
  const blocks: Block[] = []
  for (let token = cursor.next(); token !== null; token = cursor.next()) {
    switch (token.type) {
      case 'paragraph_open':
        blocks.push({ type: 'paragraph', children: readParagraph(cursor) })
        break
      case 'fence':
        blocks.push({ type: 'code', text: codeOf(token) })
        break
      case 'blockquote_open':
        blocks.push({ type: 'quote', children: readBlocks(cursor) })
        break
      case 'bullet_list_open':
        blocks.push({ type: 'list', start: null, items: readItems(cursor) })
        break
      case 'ordered_list_open':
        blocks.push({ type: 'list', start: Number(token.attrGet('start') ?? 1), items: readItems(cursor) })
        break
    }
  }
  return blocks
}

/** Behind the fence stands a language, or what somebody meant to be code as well. */
function codeOf({ info, content }: Token): string {
  const lines = content.replace(/\n$/, '')
  return info === '' || LANGUAGE.test(info) ? lines : `${info.trim()}\n${lines}`
}

function readParagraph(cursor: Cursor): Inline[] {
  const children: Inline[] = []
  for (let token = cursor.next(); token !== null; token = cursor.next()) {
    children.push(...readInlines(new Cursor(token.children ?? [])))
  }
  return children
}

function readItems(cursor: Cursor): Block[][] {
  const items: Block[][] = []
  for (let token = cursor.next(); token !== null; token = cursor.next()) items.push(readBlocks(cursor))
  return items
}

function readInlines(cursor: Cursor): Inline[] {
  const inlines: Inline[] = []
  for (let token = cursor.next(); token !== null; token = cursor.next()) {
    switch (token.type) {
      case 'softbreak':
      case 'hardbreak':
        inlines.push({ type: 'break' })
        break
      case 'code_inline':
        inlines.push({ type: 'code', text: token.content })
        break
      case 'strong_open':
        inlines.push({ type: 'strong', children: readInlines(cursor) })
        break
      case 'em_open':
        inlines.push({ type: 'emphasis', children: readInlines(cursor) })
        break
      case 's_open':
        inlines.push({ type: 'strike', children: readInlines(cursor) })
        break
      case 'link_open':
        inlines.push(readLink(token, readInlines(cursor)))
        break
      default:
        if (token.content !== '') inlines.push({ type: 'text', text: token.content })
    }
  }
  return inlines
}

/** A link that was made from an address shows that address; any other tells where it leads beside its text. */
function readLink(token: Token, children: Inline[]): Inline {
  const address = readAddress(String(token.attrGet('href')))
  if (address === null) return { type: 'emphasis', children }
  const { href, host, pathname } = address
  if (token.info === 'auto') {
    return {
      type: 'link',
      address: href,
      host: null,
      children: [{ type: 'text', text: shownAddress(address) }]
    }
  }
  return { type: 'link', address: href, host: host || decoded(pathname), children }
}

function readAddress(text: string): URL | null {
  const address = URL.canParse(text) ? new URL(text) : null
  return address !== null && PROTOCOLS.includes(address.protocol) ? address : null
}

/** With letters instead of escapes, but never in the host, where letters of other scripts pretend to be familiar ones. */
function shownAddress({ protocol, host, pathname, search, hash }: URL): string {
  const path = pathname === '/' && search === '' && hash === '' ? '' : pathname
  const origin = host === '' ? protocol : `${protocol}//${host}`
  return origin + decoded(path + search + hash)
}

function decoded(text: string): string {
  try {
    const result = decodeURI(text)
    return MISLEADING.test(result) ? text : result
  } catch {
    return text
  }
}
