import type { Page } from '@playwright/test'
import { formatInvite } from '../../protocol/invite.ts'
import { expectMovingPictures, expectSound } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { openConnections, sessionDescriptions } from './support/media.ts'

/** How often a page asked for a camera, a microphone or a screen since it began to be counted. */
declare global {
  var deviceRequests: number | undefined
}

/** Runs in the page: counts from now on whatever asks for a device. */
function countRequests(): void {
  globalThis.deviceRequests = 0
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    const ask = navigator.mediaDevices[name].bind(navigator.mediaDevices)
    navigator.mediaDevices[name] = (constraints?: MediaStreamConstraints) => {
      globalThis.deviceRequests = (globalThis.deviceRequests ?? 0) + 1
      return ask(constraints)
    }
  }
}

const requests = (page: Page) => page.evaluate(() => globalThis.deviceRequests)

test('a text room asks for no device until somebody turns one on, and then negotiates nothing again', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada', server: server.origin })
  const lin = await launch({ name: 'Lin' })
  for (const { page } of [ada, lin]) await page.evaluate(countRequests)

  await ada.home.newTextRoom()
  await ada.lobby.join()
  await expect(ada.meeting.controls).toBeVisible()
  // The link says what kind of meeting it is to everybody who follows it.
  const room = await ada.page.evaluate(() => /\/r\/([^/?]+)/.exec(location.href)?.[1] ?? '')
  await lin.home.join(formatInvite(room, server.origin, true))
  await expect(lin.page.getByRole('region', { name: lin.texts.textRoom.title })).toBeVisible()
  await lin.lobby.join()
  await expect(lin.meeting.controls).toBeVisible()
  await ada.meeting.sendChat('Hello without a camera')
  await expect(lin.meeting.messages).toContainText('Hello without a camera')
  await expect(lin.meeting.people).toBeHidden()
  expect(await openConnections(lin.page)).toBe(1)
  expect([await requests(ada.page), await requests(lin.page)]).toEqual([0, 0])

  const descriptions = await sessionDescriptions(lin.page)
  expect(descriptions).toHaveLength(1)
  await lin.meeting.unmute()
  await lin.meeting.turnCameraOn()
  await expect(ada.meeting.tile('Lin')).toBeVisible()
  await expectSound(ada.page, 1)
  await expectMovingPictures(ada.page, 1)
  expect(await requests(ada.page)).toBe(0)
  expect(await sessionDescriptions(lin.page)).toEqual(descriptions)
})
