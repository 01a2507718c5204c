import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import { connect, type AddressInfo } from 'node:net'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from './make-certificate.ts'
import { PinnedTunnel } from './pinned-tunnel.ts'

let configured: string | null
let tunnel: PinnedTunnel

beforeEach(() => {
  configured = null
  tunnel = new PinnedTunnel(() => configured)
  onTestFinished(() => tunnel.close())
})

/** A server with a certificate of its own that says who it is. */
async function serve(name: string) {
  const { key, cert } = await makeCertificate(Date.now(), [])
  const server: Server = createServer({ key, cert }, (_request, response) => response.end(name))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const fingerprint = createHash('sha256').update(new X509Certificate(cert).raw).digest('base64url')
  return { server: `https://127.0.0.1:${port}`, fingerprint }
}

const answer = async (origin: string | null) => (await fetch(`${origin}/`)).text()

test('the page reaches the server that shows the certificate', async () => {
  const ada = await serve('ada')
  const origin = await tunnel.set(ada)
  expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(await answer(origin)).toBe('ada')
})

test('one that shows another is not reached; having been refused keeps nobody out', async () => {
  const ada = await serve('ada')
  const bob = await serve('bob')
  const wrong = await tunnel.set({ ...ada, fingerprint: bob.fingerprint })
  await expect(answer(wrong)).rejects.toThrow()
  expect(await answer(await tunnel.set(ada))).toBe('ada')
})

test('the same server keeps its way, another one takes its place, and none ends it', async () => {
  const ada = await serve('ada')
  const bob = await serve('bob')
  const first = await tunnel.set(ada)
  expect(await tunnel.set(ada)).toBe(first)
  const second = await tunnel.set(bob)
  expect(await answer(second)).toBe('bob')
  await expect(answer(first)).rejects.toThrow()
  expect(await tunnel.set(null)).toBeNull()
  await expect(answer(second)).rejects.toThrow()
})

test('its end ends its connections, and a server that is gone ends them too', async () => {
  const origin = await tunnel.set(await serve('ada'))
  const near = connect(Number(new URL(origin ?? '').port), '127.0.0.1')
  near.on('error', () => {})
  await once(near, 'connect')
  const gone = once(near, 'close')
  tunnel.close()
  tunnel.close()
  await gone

  const nobody = await tunnel.set({ server: 'https://127.0.0.1:1', fingerprint: 'A'.repeat(43) })
  await expect(answer(nobody)).rejects.toThrow()
})

test('a link decides nothing about a name, plain http, nor the server in the settings', async () => {
  const fingerprint = 'A'.repeat(43)
  configured = 'https://192.168.1.5'
  for (const server of ['https://meet.example.org', 'http://192.168.1.6', 'https://192.168.1.5:7420']) {
    expect(await tunnel.set({ server, fingerprint }), server).toBeNull()
  }
  expect(await tunnel.set({ server: 'https://[fd12::1]:7420', fingerprint })).not.toBeNull()
})

test('a server in the settings for which nobody vouches, since it is there by plain http, is as any other', async () => {
  const ada = await serve('ada')
  configured = ada.server.replace('https:', 'http:')
  expect(await answer(await tunnel.set(ada))).toBe('ada')
})
