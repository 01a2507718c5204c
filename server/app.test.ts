import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { get } from 'node:https'
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CLOSE_TIME } from './app.ts'
import { GRACE_TIME } from './signaling/signaling.ts'
import { TEST_CERTIFICATE } from './testing/test-certificate.ts'
import { createTestServer, startServer } from './testing/test-server.ts'

describe('listen', () => {
  test('fails on a port in use, and works with another one afterwards', async () => {
    const taken = createTcpServer().listen(0, '127.0.0.1')
    onTestFinished(() => void taken.close())
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const { server } = createTestServer()
    await expect(server.listen({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    const free = await server.listen({ host: '127.0.0.1', port: 0 })
    expect(free.port).not.toBe(port)
    expect((await fetch(`http://127.0.0.1:${free.port}/healthz`)).status).toBe(200)
  })

  test('speaks https and wss when a key and a certificate are given', async () => {
    const { join, origin } = await startServer({ tls: TEST_CERTIFICATE })
    const [response] = (await once(get(`${origin}/healthz`, { rejectUnauthorized: false }), 'response')) as [
      IncomingMessage
    ]
    response.resume()
    expect(response.statusCode).toBe(200)
    expect((await join()).id).toHaveLength(22)
  })

  test('is never reached with a key that is none', () => {
    expect(() => createTestServer({ tls: { key: 'no key', cert: 'no certificate' } })).toThrow()
  })
})

describe('close', () => {
  test('closes the sockets of a meeting in a way that clients come back from, and ends', async () => {
    const { clock, join, origin, server } = await startServer()
    const ann = await join()
    const bob = await join()
    await ann.hears(1)
    await server.close()
    expect(await Promise.all([ann.closed, bob.closed])).toEqual(['transport close', 'transport close'])
    expect([ann.heard.length, bob.heard.length]).toEqual([1, 0])
    expect(clock.waiting).toBe(0)
    await expect(fetch(`${origin}/healthz`)).rejects.toThrow()
  })

  test('can be called again', async () => {
    const { logs, server } = await startServer()
    const first = server.close()
    expect(server.close()).toBe(first)
    await first
    await server.close()
    expect(logs().match(/"closed"/g)).toHaveLength(1)
  })

  test('refuses who is about to join with closing, and closes their socket', async () => {
    const { connect: open, server } = await startServer()
    const late = await open()
    const closed = server.close()
    expect(await late.join()).toMatchObject({ ok: false, error: { reason: 'closing' } })
    expect(await late.closed).toBe('transport close')
    await closed
  })

  test('cuts off who stays silent, after a time', async () => {
    const { clock, connect: open, port, server } = await startServer()
    const silent = await open()
    const rude = connect(port, '127.0.0.1')
    rude.write('GET / HTTP/1.1\r\n')
    await once(rude, 'connect')
    // An answer to a later connection shows that the server has taken the earlier one.
    await fetch(`http://127.0.0.1:${port}/healthz`)
    rude.on('error', () => {})
    const gone = once(rude, 'close')
    const closed = server.close()
    clock.advance(CLOSE_TIME)
    await Promise.all([closed, gone, silent.closed])
  })

  test('forgets the grace times that are running', async () => {
    const { clock, join, server } = await startServer()
    const ann = await join()
    const bob = await join()
    await bob.drop()
    await expect.poll(() => clock.waiting).toBe(1)
    await server.close()
    expect(clock.waiting).toBe(0)
    clock.advance(GRACE_TIME)
    expect(ann.heard.map(([event]) => event)).toEqual(['peer:joined'])
  })
})
