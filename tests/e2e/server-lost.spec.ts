import { startServerProcess } from '../../build/scripts/server-process.ts'
import { expectMovingPictures, expectSound } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { openConnections, sessionDescriptions } from './support/media.ts'
import { inviteTo, joinByLink, meet } from './support/meet.ts'

/** The same before and after, so that the server knows the tokens that it gave. */
const environment = { SIGNALING_SECRET: 'a secret that only these tests know' }

test('a call goes on without its server, and everybody returns to one that has forgotten them', async ({
  launch
}) => {
  let server = await startServerProcess({ port: 0, host: '127.0.0.1', environment })
  try {
    const ada = await launch({ name: 'Ada' })
    const lin = await launch({ name: 'Lin' })
    await meet(inviteTo(server), ada, lin)
    await expectMovingPictures(lin.page, 1)
    const before = await sessionDescriptions(lin.page)
    const notice = lin.page.getByText(lin.texts.meeting.signalingLost)

    await test.step('without the server people see, hear and read each other', async () => {
      await server.stop('SIGKILL')
      await expect(notice).toBeVisible()
      await expectMovingPictures(lin.page, 1)
      await expectSound(lin.page, 1)
      await ada.meeting.openChat()
      await ada.meeting.sendChat('Still here?')
      await lin.meeting.openChat()
      await expect(lin.page.getByText('Still here?')).toBeVisible()
    })

    await test.step('back at the server, on the same connection, and others can join', async () => {
      server = await startServerProcess({
        port: Number(new URL(server.origin).port),
        host: '127.0.0.1',
        environment
      })
      await expect(notice).toBeHidden()
      expect(await sessionDescriptions(lin.page)).toEqual(before)
      const sam = await launch({ name: 'Sam' })
      await joinByLink(sam, inviteTo(server))
      await expectMovingPictures(sam.page, 2)
      expect(await openConnections(lin.page)).toBe(2)
    })
  } finally {
    await server.stop()
  }
})
