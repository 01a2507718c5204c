import { expectMovingPictures, expectNoPicture, expectSilence, expectSound } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { liveTracks, openConnections, sentDevices, sessionDescriptions } from './support/media.ts'
import { inviteTo, joinByLink, meet } from './support/meet.ts'

test('two people meet by the link that the app offers, and see and hear each other', async ({ launch }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin', language: 'zh-CN' })
  await ada.home.newMeeting()
  await ada.lobby.join()
  await ada.meeting.copyInvite()
  await expect.poll(() => ada.clipboard()).toMatch(/^https?:\/\/[^/]+\/r\/[a-z-]+(?:#sha256=.{43})?$/)
  await joinByLink(lin, await ada.clipboard())

  for (const [person, other] of [
    [ada, lin],
    [lin, ada]
  ] as const) {
    await expect(person.meeting.picture(other.name)).toBeVisible()
    await expectMovingPictures(person.page, 1)
    await expectSound(person.page, 1)
  }
})

test('muting and switching the camera off reach the other side', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await expectMovingPictures(lin.page, 1)
  await expectSound(lin.page, 1)

  await test.step('muted', async () => {
    await ada.meeting.mute()
    await expect(lin.meeting.mutedSign('Ada')).toBeVisible()
    await expectSilence(lin.page)
  })
  await test.step('heard again', async () => {
    await ada.meeting.unmute()
    await expect(lin.meeting.mutedSign('Ada')).toBeHidden()
    await expectSound(lin.page, 1)
  })
  await test.step('camera off', async () => {
    await ada.meeting.turnCameraOff()
    await expect(lin.meeting.picture('Ada')).toBeHidden()
    await expectNoPicture(lin.page)
    expect(await liveTracks(ada.page), 'the camera is released').toEqual(['audio'])
  })
  await test.step('seen again', async () => {
    await ada.meeting.turnCameraOn()
    await expect(lin.meeting.picture('Ada')).toBeVisible()
    await expectMovingPictures(lin.page, 1)
  })
})

test('who joins with microphone and camera off is neither heard nor seen', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await joinByLink(lin, inviteTo(server))
  await ada.home.join(inviteTo(server))
  await ada.lobby.mute()
  await ada.lobby.turnCameraOff()
  await ada.lobby.join()

  await expect(lin.meeting.mutedSign('Ada')).toBeVisible()
  await expect(lin.meeting.picture('Ada')).toBeHidden()
  await expectSilence(lin.page)
  await expectNoPicture(lin.page)
  await expectMovingPictures(ada.page, 1)
})

test('another camera and microphone take over without a negotiation', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await expectMovingPictures(lin.page, 1)
  const descriptions = [await sessionDescriptions(ada.page), await sessionDescriptions(lin.page)]
  const before = await sentDevices(ada.page)

  // The second fake camera gives depth pictures, which WebRTC doesn't send.
  await ada.meeting.chooseCamera(/fake_device_2/)
  await ada.meeting.chooseMicrophone(/Fake Audio Input 2/)
  await expect
    .poll(async () => {
      const now = await sentDevices(ada.page)
      return now.video !== before.video && now.audio !== before.audio
    })
    .toBe(true)
  await expectMovingPictures(lin.page, 1)
  await expectSound(lin.page, 1)
  expect([await sessionDescriptions(ada.page), await sessionDescriptions(lin.page)]).toEqual(descriptions)
  expect(await liveTracks(ada.page), 'the old devices are released').toEqual(['audio', 'video'])
})

test('people write to each other, and who comes later reads it too', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin', language: 'zh-CN' })
  await meet(inviteTo(server), ada, lin)

  await ada.meeting.sendChat('Shall we begin?')
  await lin.meeting.expectUnread(1)
  await lin.meeting.openChat()
  await expect(lin.meeting.messages).toContainText('Shall we begin?')
  await lin.meeting.sendChat('好，开始吧 👍')
  await expect(ada.meeting.messages).toContainText('好，开始吧 👍')

  const cleo = await launch({ name: 'Cleo' })
  await joinByLink(cleo, inviteTo(server))
  await cleo.meeting.expectUnread(2)
  await cleo.meeting.openChat()
  await expect(cleo.meeting.messages).toContainText(/Shall we begin\?[^]*好，开始吧 👍/)
  await cleo.meeting.sendChat('Sorry to be late')
  for (const person of [ada, lin]) await expect(person.meeting.messages).toContainText('Sorry to be late')
})

test('leaving removes the tile and releases camera, microphone and connection', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await expectMovingPictures(ada.page, 1)
  expect(await liveTracks(lin.page)).toEqual(['audio', 'video'])
  expect(await openConnections(lin.page)).toBe(1)

  await lin.meeting.leave()
  await expect(lin.meeting.leftTitle).toBeVisible()
  await expect.poll(() => liveTracks(lin.page)).toEqual([])
  await expect.poll(() => openConnections(lin.page)).toBe(0)
  await expect(ada.meeting.tile('Lin')).toBeHidden()
  await expect.poll(() => openConnections(ada.page)).toBe(0)
  await expect(ada.meeting.tile('Ada')).toBeVisible()
})

test('a third person joins, and all three see and hear the two others', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  const cleo = await launch({ name: 'Cleo' })
  await meet(inviteTo(server), ada, lin, cleo)
  for (const person of [ada, lin, cleo]) {
    await expectMovingPictures(person.page, 2)
    await expectSound(person.page, 2)
  }
})
