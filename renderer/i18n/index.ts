import { createI18n } from 'vue-i18n'
import type en from './locales/en.json'

/** English is the measure: every other language has exactly its keys. */
export type Texts = typeof en

declare module 'vue-i18n' {
  // Gives `t` the keys to check against.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  export interface DefineLocaleMessage extends Texts {}
}

/** The language that stands in for all that we don't have. */
const FALLBACK = 'en'

/** Times of day as the chat shows them. */
const TIME = { hour: 'numeric', minute: '2-digit' } as const
/** Days with a time, as the list of recent meetings shows them. */
const DAY_TIME = { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' } as const

const files = import.meta.glob<Texts>('./locales/*.json', { eager: true, import: 'default' })

/** The texts of each language by its BCP 47 tag, which is the file's name: a file more is a language more. */
const messages = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts])
)

/** The languages there are, each by its own name, so that everybody finds theirs. */
export const languages: readonly { tag: string; name: string }[] = Object.entries(messages).map(
  ([tag, texts]) => ({ tag, name: texts.app.language })
)

/** The texts of the interface, in the given language from the start. */
export function createTexts(language: string) {
  const formats = Object.keys(messages).map((tag) => [tag, { time: TIME, dayTime: DAY_TIME }])
  return createI18n<[Texts], string, false>({
    legacy: false,
    locale: language,
    fallbackLocale: FALLBACK,
    messages,
    datetimeFormats: Object.fromEntries(formats) as Record<string, { time: typeof TIME }>,
    pluralRules: Object.fromEntries(Object.keys(messages).map((tag) => [tag, pluralRule(tag)]))
  })
}

/**
 * Chooses among the forms of a text, which stand in the order of the language's own plural categories (CLDR):
 * `one | other` in English, `other` alone in Chinese, `one | few | many | other` in Polish.
 */
function pluralRule(tag: string): (count: number, forms: number) => number {
  const rules = new Intl.PluralRules(tag)
  const order = ['zero', 'one', 'two', 'few', 'many', 'other']
  const categories = rules
    .resolvedOptions()
    .pluralCategories.sort((one, other) => order.indexOf(one) - order.indexOf(other))
  return (count, forms) => Math.min(categories.indexOf(rules.select(count)), forms - 1)
}

/**
 * The language to speak: the one that was chosen, if we have it, or the first of the system's that we have.
 *
 * @param preferred BCP 47 tags, most wanted first, such as `navigator.languages`
 */
export function pickLanguage(chosen: string | null, preferred: readonly string[]): string {
  if (chosen !== null && chosen in messages) return chosen
  for (const tag of preferred) {
    const match =
      languages.find((language) => language.tag.toLowerCase() === tag.toLowerCase()) ??
      languages.find((language) => primary(language.tag) === primary(tag))
    if (match !== undefined) return match.tag
  }
  return FALLBACK
}

function primary(tag: string): string {
  return tag.split('-', 1).join('').toLowerCase()
}
