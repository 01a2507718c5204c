import en from '../../../renderer/i18n/locales/en.json' with { type: 'json' }
import zhCN from '../../../renderer/i18n/locales/zh-CN.json' with { type: 'json' }

export type Texts = typeof en

export type Language = 'en' | 'zh-CN'

/** The texts that the app shows, so that pages are found by what a person reads, in either language. */
export const TEXTS: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zhCN }

/** Fills the places in a text, as in `{name} (you)`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_place, name: string) => String(values[name] ?? ''))
}
