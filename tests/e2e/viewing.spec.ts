import { expectMovingPictures } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { sentPictures, sessionDescriptions } from './support/media.ts'
import { inviteTo, meet } from './support/meet.ts'
import type { Participant } from './support/participant.ts'

async function setShown({ app }: Participant, shown: boolean): Promise<void> {
  await app.evaluate(({ BrowserWindow }, shown) => {
    const [window] = BrowserWindow.getAllWindows()
    if (shown) window?.show()
    else window?.hide()
  }, shown)
}

test('a picture is encoded only for those who look at it, and as large as they draw it', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada' })
  // The small window would show Ada while Lin's own is hidden.
  const lin = await launch({ name: 'Lin', settings: { miniWindow: false } })
  await meet(inviteTo(server), ada, lin)
  await expectMovingPictures(lin.page, 1)
  const descriptions = await sessionDescriptions(ada.page)
  const sent = async () => (await sentPictures(ada.page))[0]

  await test.step('half of a window is sent as many pixels as it has', async () => {
    await expect.poll(async () => (await sent())?.height).toBeGreaterThanOrEqual(270)
  })

  await test.step('a small one a small picture', async () => {
    await lin.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(480, 360))
    await expect.poll(async () => (await sent())?.height).toBeLessThanOrEqual(180)
  })

  await test.step('a hidden one none', async () => {
    await setShown(lin, false)
    await expect.poll(async () => (await sent())?.active).toBe(false)
    const before = await sent()
    // Three reports later, or there would be nothing to see.
    for (let look = 0; look < 3; look += 1) await sentPictures(ada.page)
    expect((await sent())?.framesEncoded).toBe(before?.framesEncoded)
  })

  await test.step('and again when it is back, without a word between the connections', async () => {
    await setShown(lin, true)
    await expectMovingPictures(lin.page, 1)
    expect((await sent())?.active).toBe(true)
    expect(await sessionDescriptions(ada.page)).toEqual(descriptions)
  })
})
