import { once } from 'node:events'
import { get as getPlain, type IncomingMessage, type RequestOptions } from 'node:http'
import { get as getSecure } from 'node:https'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CLOSE_TIME } from '../app.ts'
import { TEST_CERTIFICATE } from '../testing/test-certificate.ts'
import { TestClient } from '../testing/test-client.ts'
import { createTestServer } from '../testing/test-server.ts'

/** An address of this machine that isn't the loopback's. */
const OWN_ADDRESS = Object.values(networkInterfaces())
  .flat()
  .find((address) => address?.family === 'IPv4' && !address.internal)?.address

async function start(host = '127.0.0.1') {
  const made = createTestServer({ tls: TEST_CERTIFICATE, plainToo: true })
  const { port } = await made.server.listen({ host, port: 0 })
  return { ...made, port }
}

async function answerOf(secure: boolean, options: RequestOptions): Promise<IncomingMessage> {
  const request = secure ? getSecure({ ...options, rejectUnauthorized: false }) : getPlain(options)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  return response
}

describe('one port', () => {
  test.each([true, false])('answers requests, by TLS: %s', async (secure) => {
    const { port } = await start()
    expect((await answerOf(secure, { port, path: '/healthz' })).statusCode).toBe(200)
  })

  test('lets people meet who came in different ways', async () => {
    const { port } = await start()
    const ann = await (await TestClient.connect(`https://127.0.0.1:${port}`)).enter()
    const bob = await (await TestClient.connect(`http://127.0.0.1:${port}`)).enter()
    await ann.hears(1)
    expect(ann.heard).toMatchObject([['peer:joined', { id: bob.id }]])
  })

  test('takes a first byte that comes alone', async () => {
    const { port } = await start()
    const socket = connect(port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.setNoDelay(true)
    await new Promise<void>((resolve) => socket.write('G', () => resolve()))
    socket.write('ET /healthz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200/)
  })

  test('gives up at once on what is neither, and on who goes without a word', async () => {
    const { port } = await start()
    for (const words of [Buffer.from([0x16, 0x03, 0x01, 0, 1, 0]), Buffer.alloc(0)]) {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {})
      socket.resume()
      socket.end(words)
      await once(socket, 'close')
    }
    expect((await answerOf(false, { port, path: '/healthz' })).statusCode).toBe(200)
    // Otherwise it would take as long as somebody may be silent, twice.
  }, 9_000)

  test('closes what it took in either way', async () => {
    const { clock, port, server } = await start()
    const ann = await (await TestClient.connect(`https://127.0.0.1:${port}`)).enter()
    const silent = connect(port, '127.0.0.1')
    silent.on('error', () => {})
    const gone = once(silent, 'close')
    // A later answer shows that the server has taken the earlier connection.
    await answerOf(true, { port, path: '/healthz' })
    const closed = server.close()
    clock.advance(CLOSE_TIME)
    await Promise.all([closed, ann.closed, gone])
  })
})

test('a page for this machine is no less for being plain', async () => {
  const { port } = await start()
  expect((await answerOf(false, { port, path: '/r/modi-kafu-ruse' })).statusCode).toBe(200)
})

describe.skipIf(OWN_ADDRESS === undefined)('from elsewhere', () => {
  const host = OWN_ADDRESS

  test('a browser that comes by plain HTTP is sent to HTTPS, and is served there', async () => {
    const { port } = await start('0.0.0.0')
    const path = '/r/modi-kafu-ruse?text=1'
    const sent = await answerOf(false, { host, port, path })
    expect([sent.statusCode, sent.headers.location]).toEqual([307, `https://${host}:${port}${path}`])
    expect((await answerOf(true, { host, port, path })).statusCode).toBe(200)
  })

  test('what names no host is told to come by HTTPS', async () => {
    const { port } = await start('0.0.0.0')
    const headers = { host: 'no host/' }
    expect((await answerOf(false, { host, port, path: '//elsewhere.example/', headers })).statusCode).toBe(
      400
    )
  })

  test('an app may still meet by plain HTTP', async () => {
    const { port } = await start('0.0.0.0')
    expect((await (await TestClient.connect(`http://${host}:${port}`)).enter()).id).toHaveLength(22)
  })
})
