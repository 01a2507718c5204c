import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { TEST_CERTIFICATE } from './testing/test-certificate.ts'

/** Runs the program with this environment and nothing else. */
function run(environment: Record<string, string>) {
  const program = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { HOST: '127.0.0.1', PORT: '0', ...environment }
  })
  onTestFinished(() => void program.kill('SIGKILL'))
  const output = { out: '', err: '' }
  program.stdout.on('data', (data: Buffer) => (output.out += data.toString()))
  program.stderr.on('data', (data: Buffer) => (output.err += data.toString()))
  const exit = once(program, 'close').then(([code]) => code as number | null)
  return { program, output, exit }
}

function writePem(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tls-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const paths = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') }
  writeFileSync(paths.key, TEST_CERTIFICATE.key)
  writeFileSync(paths.cert, TEST_CERTIFICATE.cert)
  return paths
}

describe('the server on its own', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'prints its address, serves, and ends cleanly on %s',
    async (signal) => {
      const { program, output, exit } = run({})
      await once(program.stdout, 'data')
      const [, origin] = /^Parley is at (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(output.out) ?? []
      const health = (await (await fetch(`${origin}/healthz`)).json()) as object
      expect(health).toMatchObject({ status: 'ok', protocol: 1, rooms: 0 })
      program.kill(signal)
      expect(await exit).toBe(0)
      expect(output.err).toContain('"msg":"closed"')
      expect(output.err).toContain('SIGNALING_SECRET is not set')
    }
  )

  test('serves https with a key and a certificate', async () => {
    const { key, cert } = writePem()
    const { program, output } = run({ TLS_KEY: key, TLS_CERT: cert, LOG_LEVEL: 'silent' })
    await once(program.stdout, 'data')
    expect(output.out).toMatch(/^Parley is at https:/)
    expect(output.err).toBe('')
  })

  test('says in one line what keeps it from starting, and exits with 1', async () => {
    const taken = createTcpServer().listen(0, '127.0.0.1')
    onTestFinished(() => void taken.close())
    await once(taken, 'listening')
    const port = String((taken.address() as AddressInfo).port)
    const { key, cert } = writePem()
    const cases: [Record<string, string>, RegExp][] = [
      [{ PORT: port }, /^Parley server: PORT: port \d+ of 127\.0\.0\.1 is in use\n$/],
      [{ HOST: '203.0.113.1' }, /^Parley server: HOST: 203\.0\.113\.1 isn't an address of this machine\n$/],
      [
        { TLS_KEY: '/no/key.pem', TLS_CERT: cert },
        /^Parley server: TLS_KEY: \/no\/key\.pem can't be read \(ENOENT\)\n$/
      ],
      [{ TLS_KEY: key, TLS_CERT: tmpdir() }, /^Parley server: TLS_CERT: .+ is a directory, not a file\n$/],
      [
        { TLS_KEY: cert, TLS_CERT: key },
        /^Parley server: TLS_KEY or TLS_CERT: not a key and certificate .*\n$/
      ],
      [{ PORT: 'x' }, /^Parley server: PORT: expected .*\n$/]
    ]
    for (const [environment, message] of cases) {
      const { output, exit } = run(environment)
      expect(await exit).toBe(1)
      expect(output.err).toMatch(message)
      expect(output.out).toBe('')
    }
  })
})
