import { expect, test } from 'vitest'
import { iceTargets } from './ice-targets.ts'

test('each server and transport is one, with its credentials', () => {
  const turn = { username: 'u', credential: 'c' }
  const targets = iceTargets([
    { urls: 'stun:stun.example.org' },
    {
      urls: ['turn:t.example.org:3478', 'turn:t.example.org:3478?transport=tcp', 'turns:[2001:db8::1]:443'],
      ...turn
    },
    { urls: 'stun:stun.example.org' }
  ])
  expect(targets.map(({ kind, transport, host }) => [kind, transport, host])).toEqual([
    ['stun', 'udp', 'stun.example.org'],
    ['turn', 'udp', 't.example.org'],
    ['turn', 'tcp', 't.example.org'],
    ['turn', 'tls', '[2001:db8::1]']
  ])
  expect(targets[3]?.server).toEqual({ urls: 'turns:[2001:db8::1]:443', ...turn })
})

test('a server that hands out a great many has some of them asked', () => {
  const urls = Array.from({ length: 1_000 }, (_each, number) => `stun:s${number}.example.org`)
  expect(iceTargets([{ urls }])).toHaveLength(16)
})
