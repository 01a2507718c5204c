import { expect, test } from 'vitest'
import * as v from 'valibot'
import { emojiSchema } from '../../protocol/chat.ts'
import { EMOJI_GROUPS, loadEmoji, searchEmoji } from './emoji-data.ts'
import { QUICK_EMOJI } from './quick-emoji.ts'

test.each(['en', 'zh-CN'])(
  'in %s there are emoji in every group, and peers accept each of them',
  async (language) => {
    const groups = await loadEmoji(language)
    for (const { key, sign } of EMOJI_GROUPS) {
      expect(groups.get(key)?.length, key).toBeGreaterThan(50)
      expect(v.is(emojiSchema, sign), sign).toBe(true)
    }
    expect([...groups.values()].flat().length).toBeGreaterThan(1_700)
    const refused = [...groups.values()].flat().filter(({ emoji }) => !v.is(emojiSchema, emoji))
    expect(refused).toEqual([])
    for (const emoji of QUICK_EMOJI) expect(v.is(emojiSchema, emoji), emoji).toBe(true)
  }
)

test('they are found by words of the language, and a language without them has English ones', async () => {
  const found = async (language: string, query: string) =>
    searchEmoji(await loadEmoji(language), query).map(({ emoji }) => emoji)
  expect(await found('en', 'Thumbs up')).toContain('👍')
  expect(await found('zh-CN', '狗')).toContain('🐶')
  expect((await found('tlh', 'rocket'))[0]).toBe('🚀')
  expect(await found('en', 'no such thing')).toEqual([])
})
