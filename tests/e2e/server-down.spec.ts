import { startServerProcess } from '../../build/scripts/server-process.ts'
import { expectMovingPictures } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { inviteTo, joinByLink } from './support/meet.ts'

test('a server that is down is explained in words, and trying again works once it is up', async ({
  launch
}) => {
  const gone = await startServerProcess({ port: 0, host: '127.0.0.1' })
  await gone.stop()

  const ada = await launch({ name: 'Ada' })
  await ada.home.join(inviteTo(gone))
  await ada.lobby.join()
  await expect(ada.lobby.problem).toContainText(ada.texts.call.serverUnreachable)

  const server = await startServerProcess({ port: Number(new URL(gone.origin).port), host: '127.0.0.1' })
  try {
    await ada.lobby.retryButton.click()
    await expect(ada.meeting.controls).toBeVisible()
    const lin = await launch({ name: 'Lin' })
    await joinByLink(lin, inviteTo(server))
    await expectMovingPictures(ada.page, 1)
  } finally {
    await server.stop()
  }
})
