import { expect, test } from 'vitest'
import { PROTOCOL_VERSION } from '../../protocol/signaling.ts'
import { startServer } from '../testing/test-server.ts'

test('who asks for ICE servers and names another version is told so, before they join', async () => {
  const { connect } = await startServer()
  const ann = await connect()
  const ask = (protocol?: number) => ann.request('ice:servers', { protocol })
  expect(await ask(PROTOCOL_VERSION + 1)).toMatchObject({ error: { reason: 'protocol-version' } })
  expect((await ask(PROTOCOL_VERSION)).ok).toBe(true)
  expect((await ask()).ok).toBe(true)
})
