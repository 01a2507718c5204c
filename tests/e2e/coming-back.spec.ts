import { PeoplePage } from './pages/people-page.ts'
import { expectMovingPictures, expectSound } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { guestBrowser } from './support/guest.ts'
import { madeConnections, openConnections, sessionDescriptions } from './support/media.ts'
import { inviteTo, joinByLink, meet } from './support/meet.ts'

test('a page that is loaded anew comes back with one click, as the same person', async ({
  launch,
  openGuest,
  server
}) => {
  test.skip(guestBrowser() === null, 'no Chromium, Chrome or Edge is installed')
  const ada = await launch({ name: 'Ada' })
  await joinByLink(ada, inviteTo(server))
  const gus = await openGuest({ name: 'Gus' })
  await gus.join(inviteTo(server))
  await gus.meeting.openChat()
  await gus.meeting.sendChat('I am about to press F5')
  await ada.meeting.openChat()
  await expect(ada.page.getByText('I am about to press F5')).toBeVisible()
  const before = await ada.meeting.tile('Gus').getAttribute('data-peer-id')

  await gus.page.reload()
  await expect(ada.meeting.tile('Gus')).toHaveCount(0)
  await gus.page.getByRole('button', { name: gus.texts.left.rejoin }).click()
  await expect(ada.meeting.tile('Gus')).toHaveAttribute('data-peer-id', before ?? '')
  for (const { page } of [ada, gus]) await expectMovingPictures(page, 1)
  await gus.meeting.openChat()
  await expect(gus.page.getByText('I am about to press F5')).toBeVisible()
})

test('a page that crashes is back in its meeting by itself, in the role that it had', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await expectMovingPictures(lin.page, 1)
  const before = await lin.meeting.tile('Ada').getAttribute('data-peer-id')
  const made = await madeConnections(lin.page)
  await ada.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
  )
  // The old connection is closed as soon as the new page offers another one.
  await expect.poll(() => madeConnections(lin.page)).toBe(made + 1)
  expect(await openConnections(lin.page)).toBe(1)
  await expectMovingPictures(lin.page, 1)
  await expectSound(lin.page, 1)
  await expect(lin.meeting.tile('Ada')).toHaveAttribute('data-peer-id', before ?? '')
  const people = new PeoplePage(lin.page, lin.texts)
  await people.open()
  await expect(people.row('Ada')).toContainText(lin.texts.people.host)
})

test('on another network everybody gets a new way, over the same connection', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await expectMovingPictures(lin.page, 1)
  const before = await sessionDescriptions(lin.page)
  await ada.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send('network:changed')
  )
  await expect.poll(() => sessionDescriptions(lin.page)).not.toEqual(before)
  for (const { page } of [ada, lin]) {
    await expectMovingPictures(page, 1)
    expect(await openConnections(page)).toBe(1)
    await expect(page.locator('[data-connection]:not([data-connection=connected])')).toHaveCount(0)
  }
})
