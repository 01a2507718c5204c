import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeConnection } from '../testing/fake-connection.ts'
import { silentLogger } from '../testing/silent-logger.ts'
import { ConnectionFactory } from './connection-factory.ts'

const connections: FakeConnection[] = []
const generateCertificate = vi.fn()

beforeEach(() => {
  connections.length = 0
  generateCertificate.mockReset().mockResolvedValue({ expires: Date.now() + 60_000 })
  class Connection extends FakeConnection {
    static readonly generateCertificate = generateCertificate
    constructor(configuration: RTCConfiguration) {
      super(configuration)
      connections.push(this)
    }
  }
  vi.stubGlobal('RTCPeerConnection', Connection)
})

afterEach(() => {
  for (const connection of connections) connection.close()
  vi.unstubAllGlobals()
})

const certificates = () => connections.map((connection) => connection.getConfiguration().certificates)
const iceServers = [{ urls: 'stun:stun.example.org' }]

test('connections share the certificate that was made beforehand, and nothing is left open', async () => {
  const factory = new ConnectionFactory(silentLogger)
  await factory.prepare()
  expect(connections.map(({ connectionState }) => connectionState)).toEqual(['closed'])
  factory.create({ iceServers })
  factory.create({ iceServers })
  const [, one, other] = certificates()
  expect(one).toHaveLength(1)
  expect(one).toEqual(other)
  expect(generateCertificate).toHaveBeenCalledTimes(1)
  expect(connections[1]?.getConfiguration().iceServers).toEqual(iceServers)
})

test('each meeting has another certificate', async () => {
  for (let meeting = 0; meeting < 2; meeting++) await new ConnectionFactory(silentLogger).prepare()
  expect(generateCertificate).toHaveBeenCalledTimes(2)
})

test.each([
  ['before there is one', () => Promise.resolve()],
  [
    'when none can be made',
    (factory: ConnectionFactory) => {
      generateCertificate.mockRejectedValue(new DOMException('no', 'NotSupportedError'))
      return factory.prepare()
    }
  ],
  [
    'when it has expired',
    (factory: ConnectionFactory) => {
      generateCertificate.mockResolvedValue({ expires: Date.now() })
      return factory.prepare()
    }
  ]
])('%s, a connection makes its own', async (_when, before) => {
  const factory = new ConnectionFactory(silentLogger)
  await before(factory)
  factory.create({ iceServers })
  expect(certificates().at(-1)).toBeUndefined()
})
