import { expect, test } from 'vitest'
import { JOIN_RATE } from './signaling.ts'
import { parseAddressList } from './remote-address.ts'
import { startServer } from '../testing/test-server.ts'
import type { TestClient } from '../testing/test-client.ts'
import type { FakeClock } from '../testing/fake-clock.ts'
import { turnCredential } from '../turn/turn-credential.ts'

const fixed = [{ urls: 'stun:stun.example.org' }]
const turn = {
  urls: ['turn:turn.example.org'],
  secret: 'a secret that coturn knows as well',
  lifetime: 600_000
}

const start = () => startServer({ iceServers: fixed, turn, trustedProxies: parseAddressList(['127.0.0.1'])! })

const ask = (client: TestClient) => client.request('ice:servers', {})

/** What somebody is to be given now. */
function given(peer: string, clock: FakeClock) {
  const credential = turnCredential(turn.secret, peer.slice(0, 6), clock.now() + turn.lifetime)
  return { iceServers: [...fixed, { urls: turn.urls, ...credential }], iceLifetime: turn.lifetime }
}

test('joining, returning and asking in a room each give credentials that are made now', async () => {
  const { clock, connect, join } = await start()
  const ann = await join()
  expect(ann.reply).toMatchObject(given(ann.id, clock))
  clock.advance(60_000)
  expect(await ask(ann)).toEqual({ ok: true, value: given(ann.id, clock) })
  clock.advance(60_000)
  const again = await (await connect()).enter({ resume: ann.token })
  expect(again.reply).toMatchObject(given(ann.id, clock))
})

test('so does being let in from the door', async () => {
  const { clock, connect, join } = await start()
  const ann = await join()
  await ann.moderate({ type: 'waiting-room', on: true })
  const bob = await connect()
  expect(await bob.join()).toMatchObject({ error: { reason: 'waiting' } })
  const [, [, { id }]] = (await ann.hears(2)) as [unknown, [string, { id: string }]]
  clock.advance(60_000)
  await ann.moderate({ type: 'admit', id })
  expect((await bob.hears(1))[0]).toMatchObject(['room:admitted', given(id, clock)])
})

test('nothing of a name, a room or a whole peer id is in a credential', async () => {
  const { join } = await start()
  const { reply } = await join({ name: 'Ann', room: 'blue-room' })
  expect(JSON.stringify(reply.iceServers)).not.toMatch(/Ann|blue-room/)
  expect(JSON.stringify(reply.iceServers)).not.toContain(reply.self.id)
})

test('outside a room so many may ask from one address at once, then by and by; inside they may go on', async () => {
  const { clock, connect } = await start()
  const mallory = await connect({ 'X-Forwarded-For': '192.0.2.1' })
  const answers = await Promise.all(Array.from({ length: JOIN_RATE.burst }, () => ask(mallory)))
  expect(new Set(answers.map((answer) => answer.ok && JSON.stringify(answer.value))).size).toBe(
    JOIN_RATE.burst
  )
  expect(await ask(mallory)).toMatchObject({ error: { reason: 'rate-limited' } })
  const neighbour = await connect({ 'X-Forwarded-For': '192.0.2.1' })
  expect(await ask(neighbour)).toMatchObject({ error: { reason: 'rate-limited' } })
  expect((await ask(await connect({ 'X-Forwarded-For': '192.0.2.2' }))).ok).toBe(true)
  // Asking is no joining.
  await neighbour.enter()
  expect((await ask(neighbour)).ok).toBe(true)
  clock.advance(1_000 / JOIN_RATE.perSecond)
  expect((await ask(mallory)).ok).toBe(true)
  expect((await ask(mallory)).ok).toBe(false)
})

test('who waits at the door asks as somebody outside', async () => {
  const { connect, join } = await start()
  const ann = await join()
  await ann.moderate({ type: 'waiting-room', on: true })
  const bob = await connect()
  await bob.join()
  const answers = await Promise.all(Array.from({ length: JOIN_RATE.burst + 1 }, () => ask(bob)))
  expect(answers.filter((answer) => answer.ok)).toHaveLength(JOIN_RATE.burst)
})

test('the secret and the credentials are in no log', async () => {
  const { join, logs } = await start()
  const ann = await join()
  await ask(ann)
  const [, { credential }] = ann.reply.iceServers as [unknown, { credential: string }]
  expect(logs()).not.toContain(turn.secret)
  expect(logs()).not.toContain(credential)
})
