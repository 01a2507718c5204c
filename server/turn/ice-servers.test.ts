import { expect, test } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { IceServers } from './ice-servers.ts'
import { turnCredential } from './turn-credential.ts'

const fixed = [{ urls: 'stun:stun.example.org' }]
const turn = {
  urls: ['turn:turn.example.org', 'turns:turn.example.org:443?transport=tcp'],
  secret: 'a secret that coturn knows as well',
  lifetime: 600_000
}

test('servers that stay the same are good for ever', () => {
  const servers = new IceServers({ fixed, turn: null, clock: new FakeClock() })
  expect(servers.issue('ann')).toEqual({ iceServers: fixed, iceLifetime: null })
})

test('a credential is added that is made for somebody, now, and ends', () => {
  const clock = new FakeClock()
  const servers = new IceServers({ fixed, turn, clock })
  for (const user of ['ann', 'bob']) {
    const expires = clock.now() + turn.lifetime
    expect(servers.issue(user)).toEqual({
      iceServers: [...fixed, { urls: turn.urls, ...turnCredential(turn.secret, user, expires) }],
      iceLifetime: turn.lifetime
    })
    clock.advance(60_000)
  }
})
