import { expect, test } from 'vitest'
import { NAT_KINDS } from './nat-kind.ts'
import { lossRules, natRules } from './nat-rules.ts'

test.each(NAT_KINDS)('the rules of %s take the place of all others', (kind) => {
  expect(natRules(kind, '10.1.0.2')).toMatch(/^flush ruleset\n/)
})

test('only a full cone lets in what nobody has asked for', () => {
  const leadIn = NAT_KINDS.filter((kind) => natRules(kind, '10.1.0.2').includes('dnat to 10.1.0.2'))
  expect(leadIn).toEqual(['full-cone'])
})

test('loss is given in percent, to a tenth', () => {
  expect(lossRules(2.5)).toContain('mod 1000 < 25 drop')
})
