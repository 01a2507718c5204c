import { expectMovingPictures } from './support/expect-media.ts'
import { BLUE, expectChange, expectColor, RED } from './support/expect-picture.ts'
import { expect, test } from './support/fixtures.ts'
import { guestBrowser } from './support/guest.ts'
import { sessionDescriptions } from './support/media.ts'
import { inviteTo, joinByLink, meet } from './support/meet.ts'
import type { Participant } from './support/participant.ts'

/** The share's bar, which is a window of its own. */
async function barOf({ app }: Participant) {
  await expect.poll(() => app.windows().length).toBe(2)
  const bar = app.windows()[1]
  if (bar === undefined) throw new Error('There is no bar')
  return bar
}

test('a window is shared, paused, switched and closed, and nothing is negotiated', async ({
  launch,
  server,
  show
}) => {
  const red = await show('Red window', RED.css)
  const blue = await show('Blue window', BLUE.css)
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin', language: 'zh-CN' })
  await meet(inviteTo(server), ada, lin)
  await expectMovingPictures(lin.page, 1)
  const descriptions = [await sessionDescriptions(ada.page), await sessionDescriptions(lin.page)]
  const seen = lin.share.screen('Ada')

  await test.step('the picker lists windows but our own, and closes without a trace', async () => {
    await ada.share.button.click()
    await expect(ada.share.source(red.title)).toBeVisible()
    await expect(ada.share.source(blue.title)).toBeVisible()
    // That of Lin's app; Ada's own is left out.
    await expect(ada.share.source('Parley')).toHaveCount(1)
    await ada.share.search.fill('blue')
    await expect(ada.share.source(red.title)).toBeHidden()
    await ada.page.keyboard.press('Escape')
    await expect(ada.share.picker).toBeHidden()
    await expect(ada.share.banner).toBeHidden()
  })
  await test.step('the viewer sees what the window shows', async () => {
    await ada.share.start(red.title)
    await expectColor(seen, RED.rgb)
    await expectChange(seen)
    await expect(ada.share.banner).toContainText(red.title)
  })
  await test.step('paused, the viewer sees no old picture', async () => {
    await ada.share.press(ada.texts.share.pause)
    await expect(seen.getByText(lin.texts.share.pausedBy.replace('{name}', 'Ada'))).toBeVisible()
    await expect(seen.locator('video')).toHaveCount(0)
    await ada.share.press(ada.texts.share.resume)
    await expectColor(seen, RED.rgb)
    await expectChange(seen)
  })
  await test.step('another window takes its place', async () => {
    await ada.share.switchTo(blue.title)
    await expectColor(seen, BLUE.rgb)
    await expectChange(seen)
  })
  await test.step('the window closes: the share ends on both sides, and the call goes on', async () => {
    await blue.close()
    await expect(ada.page.getByText(ada.texts.notice.shareGone)).toBeVisible()
    await expect(lin.page.getByText(lin.texts.notice.shareStopped.replace('{name}', 'Ada'))).toBeVisible()
    await expect(seen).toHaveCount(0)
    await expectMovingPictures(lin.page, 1)
    expect([await sessionDescriptions(ada.page), await sessionDescriptions(lin.page)]).toEqual(descriptions)
  })
})

test('the presenter always sees that they share, and stops from the bar', async ({
  launch,
  server,
  show
}) => {
  const red = await show('Red window', RED.css)
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await ada.share.start(red.title)
  const bar = await barOf(ada)
  await expect(bar.getByText(red.title)).toBeVisible()

  await test.step('it is above everything, and keeps out of captures', async () => {
    const windows = await ada.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => [window.isAlwaysOnTop(), window.isVisible()])
    )
    expect(windows).toContainEqual([true, true])
  })
  await test.step('it mutes and pauses', async () => {
    await bar.getByRole('button', { name: ada.texts.devices.mute }).click()
    await expect(lin.meeting.mutedSign('Ada')).toBeVisible()
    await bar.getByRole('button', { name: ada.texts.share.pause }).click()
    await expect(lin.share.screen('Ada')).toHaveAttribute('data-paused', 'true')
    await bar.getByRole('button', { name: ada.texts.share.resume }).click()
    await expectColor(lin.share.screen('Ada'), RED.rgb)
  })
  await test.step('a viewer points, and the presenter sees the same place', async () => {
    await ada.share.press(ada.texts.share.preview)
    const viewport = lin.share.screen('Ada').getByRole('img', { name: /Ada/ })
    await viewport.hover()
    await lin.page.getByRole('button', { name: lin.texts.share.pointer }).click()
    const picture = await lin.share.screen('Ada').locator('video').boundingBox()
    if (picture === null) throw new Error('There is no picture')
    await lin.page.mouse.move(picture.x + picture.width * 0.25, picture.y + picture.height * 0.5, {
      steps: 3
    })
    const dot = ada.share.ownScreen.locator('[data-pointer]')
    await expect(dot).toContainText('Lin')
    await expect(async () => {
      const own = await ada.share.ownScreen.locator('video').boundingBox()
      const at = await dot.boundingBox()
      if (own === null || at === null) throw new Error('There is nothing to compare')
      expect((at.x - own.x) / own.width).toBeCloseTo(0.25, 1)
      expect((at.y - own.y) / own.height).toBeCloseTo(0.5, 1)
    }).toPass({ timeout: 10_000 })
  })
  await test.step('it stops the share, and goes', async () => {
    await bar.getByRole('button', { name: ada.texts.share.stop }).click()
    await expect(lin.share.screen('Ada')).toHaveCount(0)
    await expect.poll(() => ada.app.windows().length).toBe(1)
  })
})

test('two present at once, who comes later sees both, and one is looked at in a window of its own', async ({
  launch,
  server,
  show
}) => {
  const red = await show('Red window', RED.css)
  const blue = await show('Blue window', BLUE.css)
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await ada.share.start(red.title)
  await lin.share.start(blue.title)
  await expectColor(ada.share.screen('Lin'), BLUE.rgb)
  await expectColor(lin.share.screen('Ada'), RED.rgb)

  const cleo = await launch({ name: 'Cleo' })
  await joinByLink(cleo, inviteTo(server))
  for (const [name, other, color] of [
    ['Ada', 'Lin', RED],
    ['Lin', 'Ada', BLUE]
  ] as const) {
    await expectColor(cleo.share.screen(name), color.rgb)
    await expectColor(cleo.share.screen(other), color === RED ? BLUE.rgb : RED.rgb)
  }
  await cleo.share.show('Ada')
  await cleo.share.screen('Ada').getByRole('img', { name: /Ada/ }).hover()
  await cleo.page.getByRole('button', { name: cleo.texts.share.popOut }).click()
  await expect.poll(() => cleo.app.windows().length).toBe(2)
  const popOut = cleo.app.windows()[1]
  if (popOut === undefined) throw new Error('There is no window')
  await expectColor(popOut.locator('body'), RED.rgb)
  await expectChange(popOut.locator('body'))
  await popOut.close()
  await expectColor(cleo.share.screen('Ada'), RED.rgb)
})

test('a guest shares from a browser, by its own picker', async ({ launch, openGuest, server, show }) => {
  test.skip(guestBrowser() === null, 'no Chromium, Chrome or Edge is installed')
  const red = await show('Red window', RED.css)
  const ada = await launch({ name: 'Ada' })
  await joinByLink(ada, inviteTo(server))
  const gus = await openGuest({ name: 'Gus', shares: red.title })
  await gus.join(inviteTo(server))
  await expectMovingPictures(ada.page, 1)
  const descriptions = await sessionDescriptions(ada.page)
  await gus.share.button.click()
  const seen = ada.share.screen('Gus')
  await expectColor(seen, RED.rgb)
  await expectChange(seen)
  await gus.share.press(gus.texts.share.stop)
  await expect(seen).toHaveCount(0)
  expect(await sessionDescriptions(ada.page)).toEqual(descriptions)
})
