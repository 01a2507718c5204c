/** An emoji and the words by which it is found. */
export interface Emoji {
  emoji: string
  name: string
  /** In lower case, the name among them. */
  words: string
}

/** The groups of Unicode's emoji charts by their numbers in emojibase, without that of single skin tones. */
export const EMOJI_GROUPS = [
  { group: 0, key: 'smileys', sign: '😀' },
  { group: 1, key: 'people', sign: '👋' },
  { group: 3, key: 'nature', sign: '🐻' },
  { group: 4, key: 'food', sign: '🍎' },
  { group: 5, key: 'travel', sign: '🚀' },
  { group: 6, key: 'activities', sign: '⚽' },
  { group: 7, key: 'objects', sign: '💡' },
  { group: 8, key: 'symbols', sign: '❤️' },
  { group: 9, key: 'flags', sign: '🏁' }
] as const

export type EmojiGroup = (typeof EMOJI_GROUPS)[number]['key']

/** What emojibase tells of each emoji. */
interface Entry {
  label: string
  unicode: string
  /** Absent for parts of others, such as regional letters. */
  group?: number
  order?: number
  tags?: string[]
}

/** One emoji as this machine's Unicode knows it; the peers accept no other. */
const KNOWN = /^\p{RGI_Emoji}$/v

/** Asks for the picture of what may be text as well; superfluous behind what is always a picture. */
const PICTURE_SELECTOR = /\uFE0F/gu

const FALLBACK = 'en'
/** Names and words by the language of the interface. */
const LOADERS: Record<string, () => Promise<{ default: unknown }>> = {
  en: () => import('emojibase-data/en/compact.json'),
  'zh-CN': () => import('emojibase-data/zh/compact.json')
}

const loaded = new Map<string, Promise<ReadonlyMap<EmojiGroup, readonly Emoji[]>>>()

/**
 * All emoji by their groups, with names in the given language.
 *
 * @throws when they can't be loaded, such as in a browser that has lost the server; another try may succeed
 */
export function loadEmoji(language: string): Promise<ReadonlyMap<EmojiGroup, readonly Emoji[]>> {
  const known = loaded.get(language)
  if (known !== undefined) return known
  const loading = load(LOADERS[language] ?? LOADERS[FALLBACK]!)
  loaded.set(language, loading)
  loading.catch(() => loaded.delete(language))
  return loading
}

async function load(loader: () => Promise<{ default: unknown }>) {
  const entries = (await loader()).default as Entry[]
  const known = entries
    .map((entry) => ({ ...entry, unicode: asSent(entry.unicode) }))
    .filter(({ unicode }) => KNOWN.test(unicode))
    .sort((one, other) => (one.order ?? 0) - (other.order ?? 0))
  return new Map(
    EMOJI_GROUPS.map(({ group, key }) => [
      key,
      known
        .filter((entry) => entry.group === group)
        .map(({ unicode, label, tags = [] }) => ({
          emoji: unicode,
          name: label,
          words: [label, ...tags].join(' ').toLowerCase()
        }))
    ])
  )
}

function asSent(unicode: string): string {
  return KNOWN.test(unicode) ? unicode : unicode.replace(PICTURE_SELECTOR, '')
}

/** Those whose name or words have all that was typed; first those whose name begins so. */
export function searchEmoji(groups: ReadonlyMap<EmojiGroup, readonly Emoji[]>, query: string): Emoji[] {
  const typed = query.trim().toLowerCase()
  const words = typed.split(/\s+/)
  const found = [...groups.values()]
    .flat()
    .filter((emoji) => words.every((word) => emoji.words.includes(word)))
  // Words begin with the name.
  const isNamed = ({ words: name }: Emoji) => Number(name.startsWith(typed))
  return found.sort((one, other) => isNamed(other) - isNamed(one))
}
