import { once } from 'node:events'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../../protocol/content-security.ts'
import { startServer } from '../testing/test-server.ts'

const INDEX = '<!doctype html><title>Parley</title>'

/** A folder like the one that the build makes. */
function buildPages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-pages-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), INDEX)
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>')
  writeFileSync(join(folder, '.hidden'), 'hidden')
  writeFileSync(join(folder, 'assets', 'index-B7f3.js'), 'export {}')
  return folder
}

const startWithPages = () => startServer({ pages: buildPages() })

function expectSecurityHeaders(headers: Headers): void {
  expect(headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('permissions-policy')).toBe(
    'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self)'
  )
}

describe('guest pages', () => {
  test.each([
    '/',
    '/?lang=en',
    '/r',
    '/r/',
    '/r/modi-kafu-ruse',
    '/r/modi-kafu-ruse/',
    '/r/modi%20kafu?x=1',
    '/r/a/b'
  ])('%s is the page, which is asked for again each time', async (path) => {
    const { origin } = await startWithPages()
    const response = await fetch(origin + path)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe(INDEX)
    expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expectSecurityHeaders(response.headers)
  })

  test('what is named by its content may be kept for ever, other files may not', async () => {
    const { origin } = await startWithPages()
    const script = await fetch(`${origin}/assets/index-B7f3.js`)
    expect(await script.text()).toBe('export {}')
    expect(script.headers.get('content-type')).toBe('text/javascript')
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expectSecurityHeaders(script.headers)
    const icon = await fetch(`${origin}/favicon.svg`)
    expect(icon.headers.get('cache-control')).toBe('no-cache')
    expect(icon.headers.get('content-type')).toBe('image/svg+xml')
  })

  test('a page that has not changed is not sent again', async () => {
    const { origin } = await startWithPages()
    const etag = (await fetch(origin)).headers.get('etag')!
    const response = await fetch(origin, { headers: { 'if-none-match': etag } })
    expect(response.status).toBe(304)
  })

  test.each([
    '/nothing',
    '/rooms',
    '/assets/gone.js',
    '/assets/',
    '/.hidden',
    '/%2e%2e/package.json',
    '/%00',
    '/%'
  ])('%s is not found', async (path) => {
    const { origin } = await startWithPages()
    const response = await fetch(origin + path)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('Not found\n')
    expectSecurityHeaders(response.headers)
  })

  test('HEAD has the headers alone', async () => {
    const { origin } = await startWithPages()
    const response = await fetch(`${origin}/r/modi`, { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-length')).toBe(String(INDEX.length))
    expect(await response.text()).toBe('')
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not allowed', async (method) => {
    const { origin } = await startWithPages()
    const response = await fetch(origin, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
    expectSecurityHeaders(response.headers)
  })

  test.each(['bytes=5-2', 'bytes=999-', 'bytes=x', 'lines=1-2'])(
    'a range (%s) is answered with the whole',
    async (range) => {
      const { origin } = await startWithPages()
      const response = await fetch(origin, { headers: { range } })
      expect(response.status).toBe(200)
      expect(await response.text()).toBe(INDEX)
    }
  )

  test('paths that climb are not followed', async () => {
    const { port } = await startWithPages()
    for (const path of ['/../../../etc/hosts', '//', '/..%2f..%2f..%2fetc/hosts', '/assets/../../x']) {
      const [response] = (await once(request({ port, path, host: '127.0.0.1' }).end(), 'response')) as [
        IncomingMessage
      ]
      response.resume()
      expect(response.statusCode, path).toBe(404)
    }
  })

  test('a file that vanishes while the server runs ends its request only', async () => {
    const pages = buildPages()
    const { origin } = await startServer({ pages })
    rmSync(join(pages, 'favicon.svg'))
    await expect(fetch(`${origin}/favicon.svg`).then((response) => response.text())).rejects.toThrow()
    expect((await fetch(origin)).status).toBe(200)
  })

  test('a guest who hangs up in the middle harms nobody', async () => {
    const pages = buildPages()
    writeFileSync(join(pages, 'large.bin'), Buffer.alloc(8_000_000))
    const { origin, port } = await startServer({ pages })
    const guest = connect(port, '127.0.0.1')
    guest.write('GET /large.bin HTTP/1.1\r\nHost: parley\r\n\r\n')
    await once(guest, 'data')
    guest.destroy()
    expect((await fetch(origin)).status).toBe(200)
  })
})

describe('without pages', () => {
  test.each(['/', '/r/modi-kafu-ruse'])('%s says what this is', async (path) => {
    const { origin } = await startServer()
    const response = await fetch(origin + path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await response.text()).toContain('Parley')
    expectSecurityHeaders(response.headers)
  })

  test('anything else is not found', async () => {
    const { origin } = await startServer()
    expect((await fetch(`${origin}/index.html`)).status).toBe(404)
  })
})

describe('/healthz', () => {
  test('tells the version and how many are there, and no more', async () => {
    const { join, origin } = await startServer()
    await join()
    await join()
    await join({ room: 'red-room' })
    const response = await fetch(`${origin}/healthz`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toEqual({
      status: 'ok',
      version: '1.2.3',
      protocol: 1,
      rooms: 2,
      people: 3
    })
    expectSecurityHeaders(response.headers)
  })

  test('says closing while the server does', async () => {
    const { connect: open, origin, port, server } = await startServer()
    await open()
    // A connection from before: new ones are not taken any more.
    const monitor = connect(port, '127.0.0.1')
    monitor.write('GET /healthz HTTP/1.1\r\n')
    await fetch(`${origin}/healthz`)
    void server.close()
    monitor.write('Host: parley\r\n\r\n')
    const [answer] = (await once(monitor, 'data')) as [Buffer]
    monitor.destroy()
    expect(answer.toString()).toMatch(/^HTTP\/1.1 503 /)
    expect(answer.toString()).toContain('"status":"closing"')
  })
})
