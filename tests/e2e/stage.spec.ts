import { expectMovingPictures } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { inviteTo, meet } from './support/meet.ts'
import type { Participant } from './support/participant.ts'

async function widthOf(person: Participant, name: string): Promise<number> {
  return (await person.meeting.tile(name).boundingBox())?.width ?? 0
}

test('people choose how they see each other', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin', language: 'zh-CN' })
  await meet(inviteTo(server), ada, lin)
  await expectMovingPictures(ada.page, 1)
  const keyboard = ada.page.keyboard

  await test.step('the speaker large, without the picture starting anew', async () => {
    const picture = await ada.meeting.picture('Lin').elementHandle()
    await keyboard.press('l')
    await expect.poll(async () => (await widthOf(ada, 'Lin')) > 2 * (await widthOf(ada, 'Ada'))).toBe(true)
    const same = await ada.meeting.picture('Lin').evaluate((element, before) => element === before, picture)
    expect(same).toBe(true)
    await keyboard.press('l')
    await expect.poll(async () => (await widthOf(ada, 'Lin')) === (await widthOf(ada, 'Ada'))).toBe(true)
  })

  await test.step('their own picture in a corner, dragged to another, and hidden', async () => {
    await keyboard.press('s')
    await expect.poll(async () => (await widthOf(ada, 'Lin')) > 2 * (await widthOf(ada, 'Ada'))).toBe(true)
    const top = async () => (await ada.meeting.tile('Ada').boundingBox())?.y ?? Infinity
    // It glides to its corner; whoever drags waits until it rests.
    await expect.poll(top).toBeGreaterThan(250)
    await ada.meeting.tile('Ada').hover()
    await ada.page.mouse.down()
    await ada.page.mouse.move(100, 100, { steps: 4 })
    await ada.page.mouse.up()
    await expect.poll(top).toBeLessThan(40)
    await keyboard.press('s')
    await expect(ada.meeting.tile('Ada')).toBeHidden()
    await keyboard.press('s')
    await expect(ada.meeting.tile('Ada')).toBeVisible()
  })

  await test.step('somebody silent for oneself alone', async () => {
    await ada.meeting.muteForMe('Lin')
    const muted = () =>
      ada.page.evaluate(() => [...document.querySelectorAll('audio')].map((each) => each.muted))
    await expect.poll(muted).toEqual([true])
    await expect(lin.meeting.mutedSign('Lin')).toBeHidden()
  })

  await test.step('on the whole screen', async () => {
    await keyboard.press('f')
    await expect.poll(() => ada.page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
    await keyboard.press('f')
    await expect.poll(() => ada.page.evaluate(() => document.fullscreenElement !== null)).toBe(false)
  })

  await test.step('in a small window above the others', async () => {
    const small = () => ada.page.evaluate(() => document.pictureInPictureElement !== null)
    await keyboard.press('i')
    await expect.poll(small).toBe(true)
    await keyboard.press('i')
    await expect.poll(small).toBe(false)
  })
})

test('the controls hide while nothing happens, and work as soon as they are needed', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  // Nothing but the stage is under the pointer.
  await ada.page.mouse.move(200, 200)
  const opacity = () =>
    ada.meeting.controls.evaluate((bar) => getComputedStyle(bar.parentElement ?? bar).opacity)
  await expect.poll(opacity).toBe('0')
  await ada.page.mouse.move(220, 220)
  await expect.poll(opacity).toBe('1')
  await ada.meeting.mute()
  await expect(lin.meeting.mutedSign('Ada')).toBeVisible()
})
