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

/** Each language's texts come when it is spoken: nobody waits for those of the others. */
const files = import.meta.glob<Texts>('./locales/*.json', { import: 'default' })

/** The languages there are, each by its BCP 47 tag, and by its own name, so that everybody finds theirs. */
export const languages: readonly { tag: string; name: string }[] = [
  { tag: 'en', name: 'English' },
  { tag: 'zh-CN', name: '简体中文' }
]

/**
 * The texts of a language.
 *
 * @throws Error when there are none, or when they are out of reach
 */
export async function loadTexts(language: string): Promise<Texts> {
  const load = files[`./locales/${language}.json`]
  if (load === undefined) throw new Error(`There are no texts in ${language}`)
  return load()
}

/** The texts of the interface, in the given language from the start. Others are added to them when they are spoken. */
export function createTexts(language: string, texts: Texts) {
  const tags = languages.map(({ tag }) => tag)
  const formats = tags.map((tag) => [tag, { time: TIME, dayTime: DAY_TIME }])
  return createI18n<[Texts], string, false>({
    legacy: false,
    locale: language,
    // Every language has all texts.
    fallbackLocale: false,
    messages: { [language]: texts },
    datetimeFormats: Object.fromEntries(formats) as Record<string, { time: typeof TIME }>,
    pluralRules: Object.fromEntries(tags.map((tag) => [tag, pluralRule(tag)]))
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
  if (languages.some(({ tag }) => tag === chosen) && chosen !== null) return chosen
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
