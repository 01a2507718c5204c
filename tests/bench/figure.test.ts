import { expect, test } from 'vitest'
import { figureTable } from './figure-table.ts'
import { figureOf } from './figure.ts'

test('a figure is a median beside its limit', () => {
  expect(figureOf('share.first-frame', 'ms', [300, 100, 200], [80, 120, 100])).toEqual({
    id: 'share.first-frame',
    value: 200,
    unit: 'ms',
    limit: 100,
    ratio: 2,
    n: 3,
    min: 100,
    max: 300
  })
})

test('a figure may be another quantile, and then so is its limit', () => {
  expect(figureOf('p95', 'ms', [0, 100], [0, 10], 0.95)).toMatchObject({ value: 95, limit: 9.5, ratio: 10 })
})

test('without a limit there is no ratio, and no more digits are kept than mean something', () => {
  const figure = figureOf('share.cpu.viewer', '%', [12.345678])
  expect(figure).toEqual({ id: 'share.cpu.viewer', value: 12.35, unit: '%', n: 1, min: 12.35, max: 12.35 })
})

test.each([
  ['at most so much', { of: 'value', bound: 'most', is: 2 }, '≤ 2', 'yes'],
  ['at least so much', { of: 'value', bound: 'least', is: 3 }, '≥ 3', '**no**'],
  ['a ratio of at most so much', { of: 'ratio', bound: 'most', is: 0.4 }, 'ratio ≤ 0.4', '**no**'],
  ['a ratio of at least so much', { of: 'ratio', bound: 'least', is: 0.5 }, 'ratio ≥ 0.5', 'yes']
] as const)('the table says whether %s is reached', (_what, aim, text, reached) => {
  const row = figureTable([figureOf('a', '', [2], [4])], { a: aim }).split('\n')[2]
  expect(
    row
      ?.split('|')
      .slice(-3, -1)
      .map((cell) => cell.trim())
  ).toEqual([text, reached])
})

test('an aim without a figure is not left out', () => {
  const table = figureTable([], { 'mesh.fps.6': { of: 'value', bound: 'least', is: 24 } })
  expect(table.split('\n')[2]).toMatch(/^\| mesh\.fps\.6 .*\| ≥ 24 \| not measured \|$/)
})

test('a ratio that could not be measured is not reached', () => {
  const aims = { a: { of: 'ratio', bound: 'most', is: 9 } } as const
  expect(figureTable([figureOf('a', '', [2])], aims)).toContain('**no**')
})

test('figures are laid out in columns of one width', () => {
  const table = figureTable([figureOf('a', 'ms', [1000], [500]), figureOf('a.longer.one', '%', [2])])
  const lines = table.split('\n')
  expect(lines).toHaveLength(4)
  expect(new Set(lines.map((line) => line.length)).size).toBe(1)
  expect(lines[2]).toMatch(/^\| a +\| +1000 \| ms +\| +1000 \| +1000 \| +1 \| +500 \| +2 \| +\| +\|$/)
})
