import { expectMovingPictures, expectSound } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { guestBrowser } from './support/guest.ts'
import { inviteTo, joinByLink } from './support/meet.ts'

test.skip(guestBrowser() === null, 'no Chromium, Chrome or Edge is installed')

test('a guest in a browser and somebody in the app see and hear each other', async ({
  server,
  launch,
  openGuest
}) => {
  const ada = await launch({ name: 'Ada' })
  await joinByLink(ada, inviteTo(server))
  const gus = await openGuest({ name: 'Gus' })
  await gus.join(inviteTo(server))
  for (const { page } of [ada, gus]) {
    await expectMovingPictures(page, 1)
    await expectSound(page, 1)
  }
  await expect(ada.meeting.tile('Gus')).toBeVisible()
  await expect(gus.meeting.tile('Ada')).toBeVisible()
})

test('a guest without any device joins, sees and hears', async ({ server, launch, openGuest }) => {
  const ada = await launch({ name: 'Ada' })
  await joinByLink(ada, inviteTo(server))
  const gus = await openGuest({ name: 'Gus', devices: 0 })
  await gus.openInvite(inviteTo(server))
  await expect(gus.lobby.problem).toContainText(gus.texts.capture.nothingFound)
  await gus.lobby.join()
  await expectMovingPictures(gus.page, 1)
  await expectSound(gus.page, 1)
  await expect(ada.meeting.tile('Gus')).toBeVisible()
})

test('a guest who has denied the devices reads how to allow them, and joins without', async ({
  server,
  openGuest
}) => {
  const gus = await openGuest({ name: 'Gus', allow: false })
  await gus.openInvite(inviteTo(server))
  await expect(gus.lobby.problem.filter({ hasText: gus.texts.capture.cameraBlocked })).toBeVisible()
  await expect(gus.lobby.problem.filter({ hasText: gus.texts.capture.microphoneBlocked })).toBeVisible()
  await expect(gus.lobby.retryButton.first()).toBeVisible()
  await gus.lobby.join()
  await expect(gus.meeting.controls).toBeVisible()
})

test('a page that is not secure says so, offers the app, and lets its guest join', async ({
  server,
  openGuest
}) => {
  const hostName = 'meet.example.test'
  const gus = await openGuest({ name: 'Gus', hostName })
  const link = inviteTo(server).replace(/\/\/[^:/]+/, `//${hostName}`)
  await gus.openInvite(link)
  await expect(gus.lobby.problem).toContainText(gus.texts.capture.insecureOrigin)
  const app = gus.page.getByRole('link', { name: gus.texts.lobby.openInApp })
  await expect(app).toHaveAttribute('href', `${link.replace('http:', 'parley:')}?insecure=1`)
  await gus.lobby.join()
  await expect(gus.meeting.controls).toBeVisible()
})

test('a browser that is too old gets a text instead of an empty page', async ({ server, openGuest }) => {
  const gus = await openGuest({ name: 'Gus' })
  await gus.page.addInitScript(() => {
    Reflect.deleteProperty(window, 'RTCPeerConnection')
  })
  await gus.page.goto(inviteTo(server))
  await expect(gus.page.getByRole('heading', { name: 'This browser is too old' })).toBeVisible()
  await expect(gus.page.getByRole('textbox')).toHaveCount(0)
})
