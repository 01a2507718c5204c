import { once } from 'node:events'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { EmbeddedServerEvent } from '../protocol/embedded-server.ts'
import { EmbeddedHost } from './embedded-host.ts'
import { createTestServer } from './testing/test-server.ts'

const start = {
  type: 'start',
  preferredPort: 0,
  host: '127.0.0.1',
  secret: 's'.repeat(32),
  pages: null,
  tls: null
} as const

function createHost(create = () => createTestServer().server) {
  const answers: EmbeddedServerEvent[] = []
  const onStopped = vi.fn()
  const host = new EmbeddedHost({ createServer: create, answer: (event) => answers.push(event), onStopped })
  return { host, answers, onStopped }
}

function outcomeOf([event]: readonly EmbeddedServerEvent[]) {
  if (event?.type !== 'started') throw new Error('It has not answered')
  return event.outcome
}

test('start answers with the port on which the server is', async () => {
  const { host, answers } = createHost()
  await host.execute(start)
  expect(answers).toEqual([
    { type: 'started', outcome: { ok: true, value: { port: expect.any(Number) as number } } }
  ])
  const outcome = outcomeOf(answers)
  const port = outcome.ok ? outcome.value.port : 0
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
})

test('a preferred port that is in use is replaced by a free one', async () => {
  const taken = createTcpServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const { host, answers } = createHost()
  await host.execute({ ...start, preferredPort: port })
  const outcome = outcomeOf(answers)
  expect(outcome.ok && outcome.value.port !== port && outcome.value.port > 0).toBe(true)
})

test('a start that fails answers why', async () => {
  const { host, answers } = createHost()
  await host.execute({ ...start, host: '203.0.113.1' })
  expect(answers).toMatchObject([
    {
      type: 'started',
      outcome: { ok: false, error: { reason: 'start-failed', message: expect.any(String) as string } }
    }
  ])
})

test('a server that cannot be made answers why', async () => {
  const { host, answers } = createHost(() => {
    throw new Error('out of entropy')
  })
  await host.execute(start)
  expect(answers).toMatchObject([{ outcome: { ok: false, error: { message: 'out of entropy' } } }])
})

test('the first who comes from another machine is told of', async () => {
  let arrive = () => {}
  const answers: EmbeddedServerEvent[] = []
  const host = new EmbeddedHost({
    createServer: (_command, onFirstVisitor) => {
      arrive = onFirstVisitor
      return createTestServer().server
    },
    answer: (event) => answers.push(event),
    onStopped: () => {}
  })
  await host.execute(start)
  arrive()
  expect(answers.map(({ type }) => type)).toEqual(['started', 'reached'])
})

test('stop closes the server and says when it is done, also when none was started', async () => {
  const { host, answers, onStopped } = createHost()
  await host.execute(start)
  await host.execute({ type: 'stop' })
  expect(onStopped).toHaveBeenCalledOnce()
  const outcome = outcomeOf(answers)
  await expect(fetch(`http://127.0.0.1:${outcome.ok ? outcome.value.port : 0}/`)).rejects.toThrow()

  const idle = createHost()
  await idle.host.execute({ type: 'stop' })
  expect(idle.onStopped).toHaveBeenCalledOnce()
})
