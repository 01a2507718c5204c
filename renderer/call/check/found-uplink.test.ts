import { expect, test } from 'vitest'
import { NO_FINDINGS, type RelayFinding } from './findings.ts'
import { foundUplink } from './found-uplink.ts'

const measured = (rate: number): RelayFinding => ({
  status: 'measured',
  figures: { rate, loss: 0, roundTrip: 40 }
})

test.each<[string, RelayFinding | null, number | null]>([
  ['nothing yet', null, null],
  ['no relay', { status: 'no-relay' }, null],
  ['a relay that carried all', measured(1_950_000), Infinity],
  ['a relay that carried a part', measured(700_000), 700_000],
  ['what is sent beside a call', measured(200_000), null]
])('%s', (_name, relay, uplink) => {
  expect(foundUplink({ ...NO_FINDINGS, relay })).toBe(uplink)
})
