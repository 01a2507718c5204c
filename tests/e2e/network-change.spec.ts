import { whyNoVirtualNetworksHere, whyNoNamespacesHere } from '../../build/scripts/network-namespaces.ts'
import { runProgram } from '../../build/scripts/run-program.ts'
import { expectMovingPictures, expectSound } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { openConnections, sessionDescriptions } from './support/media.ts'
import { inviteTo, meet } from './support/meet.ts'

/** A way to the network that comes up in mid-call, with an address for documentation (RFC 5737). */
const INTERFACE = 'parley-change'
const ADDRESS = '192.0.2.10/32'

async function ip(...words: string[]): Promise<void> {
  const { code, output } = await runProgram('ip', words, { output: 'collect' })
  if (code !== 0) throw new Error(`ip ${words.join(' ')}: ${output}`)
}

test('the app notices another network and finds new ways to everybody, while the call goes on', async ({
  launch,
  server
}) => {
  const reason = (await whyNoNamespacesHere()) ?? (await whyNoVirtualNetworksHere())
  test.skip(reason !== null, reason ?? '')
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await expectMovingPictures(lin.page, 1)
  const [before] = await sessionDescriptions(lin.page)

  await ip('link', 'add', INTERFACE, 'type', 'veth', 'peer', 'name', `${INTERFACE}-b`)
  try {
    await ip('address', 'add', ADDRESS, 'dev', INTERFACE)
    await ip('link', 'set', INTERFACE, 'up')
    await ip('link', 'set', `${INTERFACE}-b`, 'up')
    await expect
      .poll(async () => (await sessionDescriptions(lin.page))[0], {
        message: 'the connection gets new descriptions by an ICE restart'
      })
      .not.toEqual(before)
    await expectMovingPictures(lin.page, 1)
    await expectSound(lin.page, 1)
    expect(await openConnections(lin.page), 'and is the same one').toBe(1)
  } finally {
    await ip('link', 'delete', INTERFACE)
  }
})
