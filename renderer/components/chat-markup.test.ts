import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMarkup, type Block, type Inline } from './chat-markup.ts'

/** The inner parts of a text that is one paragraph. */
function line(text: string): Inline[] {
  const [block, ...others] = parseMarkup(text)
  expect(others).toEqual([])
  if (block?.type !== 'paragraph') throw new Error(`${text} is a ${block?.type}`)
  return block.children
}

const plain = (text: string): Inline => ({ type: 'text', text })

describe('within a line', () => {
  test('emphasis and code', () => {
    expect(line('a *b* **c** ~~d~~ `*e*`')).toEqual([
      plain('a '),
      { type: 'emphasis', children: [plain('b')] },
      plain(' '),
      { type: 'strong', children: [plain('c')] },
      plain(' '),
      { type: 'strike', children: [plain('d')] },
      plain(' '),
      { type: 'code', text: '*e*' }
    ])
  })

  test('a line ends where it was ended', () => {
    expect(line('one\ntwo')).toEqual([plain('one'), { type: 'break' }, plain('two')])
  })

  test('what is masked stays as it is, and so do names of files', () => {
    expect(line('\\*a\\* snake_case_name README.md')).toEqual([plain('*a* snake_case_name README.md')])
  })
})

describe('on lines of its own', () => {
  test('code, quotes and lists', () => {
    expect(parseMarkup('```js\n  a <b>\n\nc\n```\n> said\n\n- one\n- two\n\n7. seven')).toEqual<Block[]>([
      { type: 'code', text: '  a <b>\n\nc' },
      { type: 'quote', children: [{ type: 'paragraph', children: [plain('said')] }] },
      {
        type: 'list',
        start: null,
        items: [
          [{ type: 'paragraph', children: [plain('one')] }],
          [{ type: 'paragraph', children: [plain('two')] }]
        ]
      },
      { type: 'list', start: 7, items: [[{ type: 'paragraph', children: [plain('seven')] }]] }
    ])
  })

  test('headings, tables, rules and HTML are text', () => {
    for (const text of ['# not a heading', '---', '<img src=x onerror=alert(1)>', '|a|b|', '&lt;b&gt;']) {
      expect(line(text)).toEqual([plain(text)])
    }
  })
})

describe('a link', () => {
  const link = (text: string) => line(text).find(({ type }) => type === 'link')

  test('is made of an address', () => {
    expect(link('see https://example.org/a?b=c#d.')).toEqual({
      type: 'link',
      address: 'https://example.org/a?b=c#d',
      host: null,
      children: [plain('https://example.org/a?b=c#d')]
    })
  })

  test('with a text of its own tells where it leads', () => {
    expect(link('[https://bank.example](https://thief.example/x)')).toMatchObject({ host: 'thief.example' })
    expect(link('[write](mailto:ada@example.org)')).toMatchObject({ host: 'ada@example.org' })
  })

  test('shows letters, but no letters in a host that pretend to be others', () => {
    expect(link('https://zh.example/会议')).toMatchObject({ children: [plain('https://zh.example/会议')] })
    expect(link('https://аррӏе.example/')).toMatchObject({
      children: [plain('https://xn--80ak6aa92e.example')]
    })
    expect(link('https://a.example/%E2%80%AEgnp.exe')).toMatchObject({
      children: [plain('https://a.example/%E2%80%AEgnp.exe')]
    })
  })

  test('leads nowhere but to the web and to mail', () => {
    for (const address of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'data:text/html,x',
      'app://parley/',
      '/r/x',
      'ms-settings:'
    ]) {
      expect(link(`[a](${address})`), address).toBeUndefined()
    }
  })

  test('is what becomes of a picture from elsewhere', () => {
    expect(line('![x](https://example.org/x.png)').map(({ type }) => type)).toEqual(['text', 'link'])
  })
})

test('any text is read, and none of its letters and digits is lost', () => {
  const piece = fc.constantFrom(
    '*',
    '_',
    '`',
    '~~',
    '[',
    '](',
    ')',
    '> ',
    '- ',
    '1. ',
    '\n',
    '```\n',
    'a',
    '字',
    ' ',
    '\\',
    '<b>'
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('')
      const shown = JSON.stringify(parseMarkup(text))
      expect(shown.split('字').length, text).toBe(text.split('字').length)
    }),
    { numRuns: 2_000 }
  )
})

test('the worst texts of the greatest length are read', () => {
  for (const piece of [
    '*',
    '**a ',
    '[',
    '> ',
    '- ',
    '`',
    '[a](',
    '~~',
    '_a',
    '*a_ ',
    '<',
    'http://',
    '\\',
    '!['
  ]) {
    expect(() => parseMarkup(piece.repeat(8_192 / piece.length))).not.toThrow()
  }
})
