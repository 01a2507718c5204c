import { expect, test } from 'vitest'
import { qualitySigns } from './quality-signs.ts'
import { GOOD, type PeerVerdicts, type QualityReason, type Verdict } from './quality-verdict.ts'

const fair = (reason: QualityReason): Verdict => ({ grade: 'fair', reason })
const poor = (reason: QualityReason): Verdict => ({ grade: 'poor', reason })

/** What is shown at the own tile, and at those of the others in their order. */
function shown(...verdicts: [incoming: Verdict, outgoing: Verdict][]): (string | null)[] {
  const people = verdicts.map(([incoming, outgoing], index): [string, PeerVerdicts] => [
    String(index),
    { incoming, outgoing, judged: true }
  ])
  const { own, others } = qualitySigns(new Map(people))
  return [own, ...people.map(([id]) => others.get(id) ?? null)].map((sign) =>
    sign === null ? null : `${sign.grade} ${sign.reason} ${sign.way}`
  )
}

test.each<[string, [Verdict, Verdict][], (string | null)[]]>([
  ['nobody there', [], [null]],
  [
    'all well',
    [
      [GOOD, GOOD],
      [GOOD, GOOD]
    ],
    [null, null, null]
  ],
  [
    'one arrives badly',
    [
      [fair('loss'), GOOD],
      [GOOD, GOOD]
    ],
    [null, 'fair loss incoming', null]
  ],
  [
    'one is reached badly',
    [
      [GOOD, poor('loss')],
      [GOOD, GOOD]
    ],
    [null, 'poor loss outgoing', null]
  ],
  [
    'everybody is reached badly, and one worse',
    [
      [GOOD, fair('loss')],
      [GOOD, poor('bandwidth')]
    ],
    ['fair loss own', null, 'poor bandwidth outgoing']
  ],
  [
    'the computer is busy',
    [
      [GOOD, fair('cpu')],
      [GOOD, GOOD]
    ],
    ['fair cpu own', null, null]
  ],
  ['both ways', [[poor('round-trip'), poor('loss')]], ['poor loss own', 'poor round-trip incoming']]
])('%s', (_name, verdicts, expected) => {
  expect(shown(...verdicts)).toEqual(expected)
})

test('somebody who has only just come hides nothing', () => {
  const verdicts = new Map<string, PeerVerdicts>([
    ['lin', { incoming: GOOD, outgoing: fair('bandwidth'), judged: true }],
    ['sam', { incoming: GOOD, outgoing: GOOD, judged: false }]
  ])
  expect(qualitySigns(verdicts).own).toEqual({ grade: 'fair', reason: 'bandwidth', way: 'own' })
})
