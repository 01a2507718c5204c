import { describe, expect, test } from 'vitest'
import type { Signal } from '../../../protocol/signaling.ts'
import { judgeSignal, type ConnectionEnds } from './signal-verdict.ts'

const signal = (type: 'offer' | 'answer' | 'candidate', from: string, to: string | null): Signal =>
  type === 'candidate'
    ? { candidate: { candidate: 'candidate:1' }, connections: { from, to } }
    : { description: { type, sdp: '' }, connections: { from, to } }

const waiting: ConnectionEnds = { id: 'mine', remoteId: null, offering: false, polite: true }
const polite: ConnectionEnds = { id: 'mine', remoteId: null, offering: true, polite: true }
const impolite: ConnectionEnds = { id: 'mine', remoteId: null, offering: true, polite: false }
const paired: ConnectionEnds = { id: 'mine', remoteId: 'theirs', offering: false, polite: true }

describe('a signal', () => {
  test.each([
    ['a first offer to one who waits', 'offer', 'theirs', null, waiting, 'apply'],
    ['a first offer that meets an own one', 'offer', 'theirs', null, polite, 'answer-anew'],
    ['the same to one who does not give way', 'offer', 'theirs', null, impolite, 'drop'],
    ['a candidate of an offer that was dropped', 'candidate', 'theirs', null, impolite, 'drop'],
    ['a restart by one whose answer was lost', 'offer', 'theirs', 'mine', polite, 'offer-anew'],
    ['the same to one who does not give way', 'offer', 'theirs', 'mine', impolite, 'drop'],
    ['an answer to the first offer', 'answer', 'theirs', 'mine', impolite, 'apply'],
    ['a restart', 'offer', 'theirs', 'mine', paired, 'apply'],
    ['a candidate of the connection', 'candidate', 'theirs', 'mine', paired, 'apply'],
    ['the first offer, sent again', 'offer', 'theirs', null, paired, 'apply'],
    ['an offer of a new connection', 'offer', 'another', null, paired, 'answer-anew'],
    ['a candidate of a new connection before its offer', 'candidate', 'another', null, paired, 'drop'],
    ['a restart of a connection that is gone here', 'offer', 'theirs', 'gone', waiting, 'offer-anew'],
    ['the same while an own offer is under way', 'offer', 'theirs', 'gone', impolite, 'drop'],
    ['an answer to an offer that is gone', 'answer', 'theirs', 'gone', paired, 'drop'],
    ['a candidate for a connection that is gone', 'candidate', 'theirs', 'gone', paired, 'drop']
  ] as const)('%s: %s from %s to %s', (_what, type, from, to, ends, verdict) => {
    expect(judgeSignal(signal(type, from, to), ends)).toBe(verdict)
  })

  test('of a client that names no connections is applied, unless two first offers meet', () => {
    const offer: Signal = { description: { type: 'offer', sdp: '' } }
    expect(judgeSignal(offer, paired)).toBe('apply')
    expect(judgeSignal(offer, waiting)).toBe('apply')
    expect(judgeSignal(offer, polite)).toBe('answer-anew')
    expect(judgeSignal(offer, impolite)).toBe('drop')
    expect(judgeSignal({ description: { type: 'answer', sdp: '' } }, impolite)).toBe('apply')
  })
})
