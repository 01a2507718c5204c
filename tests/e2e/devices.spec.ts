import { expectMovingPictures, expectSound } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { liveTracks, sentDevices, sessionDescriptions } from './support/media.ts'
import { inviteTo, meet } from './support/meet.ts'
import { hasSoundSystem, NO_SOUND_SYSTEM } from './support/sound-system.ts'
import { fill } from './support/texts.ts'

test.skip(!hasSoundSystem(), NO_SOUND_SYSTEM)

test('a headset that is unplugged gives way to another microphone, and is offered when it is back', async ({
  launch,
  server,
  soundSystem
}) => {
  await soundSystem.plugMicrophone('Built-in')
  const unplug = await soundSystem.plugMicrophone('Headset')
  const ada = await launch({
    name: 'Ada',
    fakeDevices: null,
    settings: { joinWithCamera: false, microphone: { id: 'unknown', label: 'Headset' } }
  })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await expectSound(lin.page, 1)
  const descriptions = await sessionDescriptions(lin.page)
  const { audio: headset } = await sentDevices(ada.page)

  await test.step('another one is heard in its place', async () => {
    await unplug()
    const { deviceReplaced } = ada.texts.notice
    const gone = fill(deviceReplaced, { device: 'Headset', by: 'Built-in' })
    await expect(ada.page.getByText(gone)).toBeVisible()
    expect((await sentDevices(ada.page)).audio).not.toBe(headset)
    expect(await liveTracks(ada.page)).toEqual(['audio'])
    await expectSound(lin.page, 1)
    await expectMovingPictures(ada.page, 1)
  })
  await test.step('back, it is used again by one click', async () => {
    await soundSystem.plugMicrophone('Headset')
    await expect(
      ada.page.getByText(fill(ada.texts.notice.deviceReturned, { device: 'Headset' }))
    ).toBeVisible()
    await ada.page.getByRole('button', { name: ada.texts.notice.useDevice }).click()
    await expect.poll(async () => (await sentDevices(ada.page)).audio).toBe(headset)
    await expectSound(lin.page, 1)
  })
  expect(await sessionDescriptions(lin.page)).toEqual(descriptions)
})
