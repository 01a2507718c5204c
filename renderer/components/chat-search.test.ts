import { expect, test } from 'vitest'
import { searchMessages } from './chat-search.ts'
import { message } from './testing/chat-messages.ts'

test('finds texts in any case and width, in their order, and nothing for nothing', () => {
  const messages = [
    message('1', { text: 'The Budget' }),
    message('2', { text: '预算' }),
    message('3', { text: 'ｂｕｄｇｅｔ' })
  ]
  expect(searchMessages(messages, ' budget ')).toEqual(['1', '3'])
  expect(searchMessages(messages, '预算')).toEqual(['2'])
  expect(searchMessages(messages, ' ')).toEqual([])
})
