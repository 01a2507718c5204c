import { expect, test } from 'vitest'
import { replaceSection } from './network-page.ts'

const PAGE = 'before\n<!-- one -->\nold\n<!-- /one -->\nbetween\n<!-- two -->\n<!-- /two -->\nafter\n'

test('only what stands between the marks of a name is replaced', () => {
  const page = replaceSection(PAGE, 'one', 'new')
  expect(page).toBe(
    'before\n<!-- one -->\n\nnew\n\n<!-- /one -->\nbetween\n<!-- two -->\n<!-- /two -->\nafter\n'
  )
  expect(replaceSection(page, 'one', 'new')).toBe(page)
})

test('a page without the place says so', () => {
  expect(() => replaceSection(PAGE, 'three', 'new')).toThrow('<!-- three -->')
})
