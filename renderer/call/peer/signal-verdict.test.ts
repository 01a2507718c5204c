import { describe, expect, test } from 'vitest'
import type { Signal } from '../../../protocol/signaling.ts'
import { judgeSignal, type ConnectionEnds } from './signal-verdict.ts'

const signal = (type: 'offer' | 'answer' | 'candidate', from: string, to: string | null): Signal =>
  type === 'candidate'
    ? { candidate: { candidate: 'candidate:1' }, connections: { from, to } }
    : { description: { type, sdp: '' }, connections: { from, to } }

const waiting: ConnectionEnds = { id: 'mine', remoteId: null, offers: false }
const offering: ConnectionEnds = { id: 'mine', remoteId: null, offers: true }
const paired: ConnectionEnds = { id: 'mine', remoteId: 'theirs', offers: true }

describe('a signal', () => {
  test.each([
    ['a first offer to one who waits', 'offer', 'theirs', null, waiting, 'apply'],
    ['a first offer that meets an own one', 'offer', 'theirs', null, offering, 'apply'],
    ['an answer to the first offer', 'answer', 'theirs', 'mine', offering, 'apply'],
    ['a restart', 'offer', 'theirs', 'mine', paired, 'apply'],
    ['a candidate of the connection', 'candidate', 'theirs', 'mine', paired, 'apply'],
    ['the first offer, sent again', 'offer', 'theirs', null, paired, 'apply'],
    ['an offer of a new connection', 'offer', 'another', null, paired, 'answer-anew'],
    ['a candidate of a new connection before its offer', 'candidate', 'another', null, paired, 'drop'],
    ['a restart of a connection that is gone here', 'offer', 'theirs', 'gone', waiting, 'offer-anew'],
    ['the same while an own offer is under way', 'offer', 'theirs', 'gone', offering, 'drop'],
    ['an answer to an offer that is gone', 'answer', 'theirs', 'gone', paired, 'drop'],
    ['a candidate for a connection that is gone', 'candidate', 'theirs', 'gone', paired, 'drop']
  ] as const)('%s: %s from %s to %s', (_what, type, from, to, ends, verdict) => {
    expect(judgeSignal(signal(type, from, to), ends)).toBe(verdict)
  })

  test('of a client that names no connections is applied', () => {
    expect(judgeSignal({ description: { type: 'offer', sdp: '' } }, paired)).toBe('apply')
  })
})
