import { join } from 'node:path'
import { whyNoNamespacesHere, whyNoVirtualNetworksHere } from '../../build/scripts/network-namespaces.ts'
import { runProgram } from '../../build/scripts/run-program.ts'
import { expect, test } from './support/fixtures.ts'

/** A network with a private address and nobody else on it. */
const NETWORK = [
  'ip link set lo up',
  'ip link add lan type veth peer name lan-b',
  'ip address add 192.168.77.1/24 dev lan',
  'ip link set lan up',
  'ip link set lan-b up'
]

test('a meeting that is shown on the network is found by another app there, joined, and gone with its app', async () => {
  const reason = (await whyNoNamespacesHere()) ?? (await whyNoVirtualNetworksHere())
  test.skip(reason !== null, reason ?? '')
  test.slow()
  const run = `exec '${process.execPath}' '${join(import.meta.dirname, 'support/nearby-apps.ts')}'`
  const { code, output } = await runProgram(
    'unshare',
    ['--net', 'sh', '-c', [...NETWORK, run].join(' && ')],
    {
      output: 'collect',
      timeLimit: 240_000
    }
  )
  expect(code, output).toBe(0)
})
