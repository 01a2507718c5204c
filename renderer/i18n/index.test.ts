import { describe, expect, test } from 'vitest'
import en from './locales/en.json'
import { createTexts, languages, loadTexts, pickLanguage } from './index.ts'
import zhCN from './locales/zh-CN.json'

/** Every key with the names of what is put into its text. */
function placeholders(messages: object, prefix = ''): [string, string[]][] {
  return Object.entries(messages).flatMap(([key, value]: [string, object | string]) =>
    typeof value === 'string'
      ? [[prefix + key, [...new Set(value.match(/\{\w+\}/g))].sort()] as [string, string[]]]
      : placeholders(value, `${prefix}${key}.`)
  )
}

describe('the languages', () => {
  test('have the same keys, in the same order, with the same placeholders', () => {
    expect(placeholders(zhCN)).toEqual(placeholders(en))
  })

  test('leave no text empty', () => {
    const { global } = createTexts('zh-CN', zhCN)
    for (const [key] of placeholders(en)) expect(global.t(key).trim(), key).not.toBe('')
  })
})

test('plurals follow the language: two forms in English, one in Chinese', () => {
  const { global: english } = createTexts('en', en)
  expect(english.t('chat.unread', 1)).toBe('1 unread message')
  expect(english.t('chat.unread', 0)).toBe('0 unread messages')
  expect(english.t('chat.unread', 21)).toBe('21 unread messages')
  const { global: chinese } = createTexts('zh-CN', zhCN)
  expect(chinese.t('chat.unread', 1)).toContain('1')
  expect(chinese.t('chat.unread', 21)).toContain('21')
})

test('every file is a language, and comes when it is spoken', async () => {
  const files = Object.keys(import.meta.glob('./locales/*.json'))
  expect(languages.map(({ tag }) => `./locales/${tag}.json`)).toEqual(files)
  expect(await loadTexts('zh-CN')).toEqual(zhCN)
  await expect(loadTexts('tlh')).rejects.toThrow('tlh')
})

describe('the language to speak', () => {
  test('is the chosen one', () => {
    expect(pickLanguage('zh-CN', ['en-US'])).toBe('zh-CN')
    expect(pickLanguage('tlh', ['zh'])).toBe('zh-CN')
  })

  test('is otherwise the first of the system that we have', () => {
    expect(pickLanguage(null, ['fr-FR', 'zh-Hans-SG', 'en'])).toBe('zh-CN')
    expect(pickLanguage(null, ['en-GB', 'zh-CN'])).toBe('en')
  })

  test('is English for everybody else', () => {
    expect(pickLanguage(null, ['fr', 'de'])).toBe('en')
    expect(pickLanguage(null, [])).toBe('en')
  })
})
