import { expect, test } from 'vitest'
import { NO_FINDINGS, type RelayFinding } from './findings.ts'
import { foundUplink } from './found-uplink.ts'

const measured = (rate: number): RelayFinding => ({
  status: 'measured',
  figures: { rate, loss: 0, roundTrip: 40 }
})

test.each<[string, RelayFinding | null, boolean, number | null]>([
  ['nothing yet', null, false, null],
  ['no relay', { status: 'no-relay' }, false, null],
  ['a relay that carried all', measured(1_950_000), false, Infinity],
  ['a relay that carried a part', measured(700_000), false, 700_000],
  ['a relay that carried hardly anything', measured(120_000), false, 120_000],
  ['a relay that carried nothing', measured(0), false, null],
  ['what is sent beside a call', measured(200_000), true, null]
])('%s', (_name, relay, gentle, uplink) => {
  expect(foundUplink({ ...NO_FINDINGS, relay }, gentle)).toBe(uplink)
})
