import type { Page } from '@playwright/test'
import { expectSilence, expectSound } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { liveTracks, openConnections } from './support/media.ts'
import { inviteTo, joinByLink, meet } from './support/meet.ts'
import { PeoplePage } from './pages/people-page.ts'
import { TEXTS } from './support/texts.ts'

const { call, left, lobby, meeting, notice, people, room } = TEXTS.en

const heading = (page: Page, name: string) => page.getByRole('heading', { name })

test('newcomers wait at the door: one is refused, asks again and is admitted', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await joinByLink(ada, inviteTo(server))
  const hosts = new PeoplePage(ada.page, ada.texts)
  await hosts.open()
  await hosts.switch(room.waitingRoom)
  await expect(ada.page.getByText(notice.waitingRoomOn)).toBeVisible()

  await lin.home.join(inviteTo(server))
  await lin.lobby.join()
  await expect(heading(lin.page, lobby.waitingTitle)).toBeVisible()
  await expect(hosts.knock('Lin')).toBeVisible()
  await expect(hosts.row('Lin')).toBeHidden()
  expect(await openConnections(lin.page)).toBe(0)

  await hosts.refuse('Lin')
  await expect(heading(lin.page, left.refusedTitle)).toBeVisible()
  await expect.poll(() => liveTracks(lin.page)).toEqual([])
  await expect(hosts.knock('Lin')).toBeHidden()

  await lin.page.getByRole('button', { name: left.tryAgain }).click()
  await lin.lobby.join()
  await hosts.admit('Lin')
  await expect(lin.meeting.tile('Ada')).toBeVisible()
  await expect(hosts.row('Lin')).toBeVisible()
  await expectSound(lin.page, 1)
})

test('a password is asked for, and a locked room takes nobody', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await joinByLink(ada, inviteTo(server))
  const hosts = new PeoplePage(ada.page, ada.texts)
  await hosts.open()
  await hosts.setPassword('open sesame')
  await expect(ada.page.getByText(notice.passwordOn)).toBeVisible()
  await hosts.switch(room.lock)
  await expect(ada.page.getByText(notice.locked)).toBeVisible()

  await lin.home.join(inviteTo(server))
  await lin.lobby.join()
  await expect(lin.lobby.problem).toHaveText(call.roomLocked)
  await hosts.switch(room.lock)
  await expect(ada.page.getByText(notice.unlocked)).toBeVisible()

  await lin.lobby.retryButton.click()
  const password = lin.page.getByLabel(lobby.password)
  await expect(password).toBeFocused()
  await expect(password).toHaveAccessibleDescription(call.passwordRequired)
  await password.fill('open barley')
  await password.press('Enter')
  await expect(lin.lobby.problem).toHaveText(call.passwordWrong)
  await password.fill('open sesame')
  await password.press('Enter')
  await expect(lin.meeting.tile('Ada')).toBeVisible()
})

test('a host asks for silence, and it stays with the one asked to speak again', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await expectSound(ada.page, 1)
  const hosts = new PeoplePage(ada.page, ada.texts)
  await hosts.open()
  await hosts.choose('Lin', people.mute)
  await expect(lin.page.getByText(notice.muted)).toBeVisible()
  await expect(ada.meeting.mutedSign('Lin')).toBeVisible()
  await expectSilence(ada.page)
  await lin.meeting.unmute()
  await expectSound(ada.page, 1)

  const guests = new PeoplePage(lin.page, lin.texts)
  await guests.open()
  await expect(guests.row('Ada')).toContainText(people.host)
  await expect(guests.row('Ada').getByRole('button')).toHaveCount(0)
  await expect(guests.panel.getByRole('switch')).toHaveCount(0)
})

// A ban goes by address, and never hits the server's own machine, where all of these run: that nobody comes back
// from one is tested with the server.
test('who was removed may come back, and is put out for good when the host wants', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  const hosts = new PeoplePage(ada.page, ada.texts)
  await hosts.open()
  await hosts.remove('Lin', { forGood: false })
  await expect(heading(lin.page, left.removedTitle)).toBeVisible()
  await expect.poll(() => liveTracks(lin.page)).toEqual([])
  await expect.poll(() => openConnections(lin.page)).toBe(0)
  await expect(ada.meeting.tile('Lin')).toBeHidden()

  await lin.page.getByRole('button', { name: left.rejoin }).click()
  await lin.lobby.join()
  await expect(ada.meeting.tile('Lin')).toBeVisible()
  await hosts.remove('Lin', { forGood: true })
  await expect(heading(lin.page, left.removedTitle)).toBeVisible()
  await expect(ada.meeting.tile('Lin')).toBeHidden()
})

test('a host hands over, and whoever is host then ends the meeting for all', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin', language: 'zh-CN' })
  await meet(inviteTo(server), ada, lin)
  const hosts = new PeoplePage(ada.page, ada.texts)
  await hosts.open()
  await hosts.choose('Lin', people.makeHost)
  await expect(lin.page.getByText(lin.texts.notice.youHost)).toBeVisible()
  await expect(hosts.row('Lin')).toContainText(people.host)
  await expect(hosts.row('Ada')).toContainText(people.coHost)

  await lin.meeting.leave()
  const dialog = lin.page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: lin.texts.meeting.endForAll }).click()
  for (const { page, texts } of [ada, lin]) {
    await expect(heading(page, texts.left.endedTitle)).toBeVisible()
    await expect.poll(() => liveTracks(page)).toEqual([])
    await expect.poll(() => openConnections(page)).toBe(0)
  }
})

test('a host who leaves may let the others go on, and the next one is host', async ({ launch, server }) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await ada.meeting.leave()
  await ada.page.getByRole('alertdialog').getByRole('button', { name: meeting.leave, exact: true }).click()
  await expect(ada.meeting.leftTitle).toBeVisible()
  await expect(lin.page.getByText(notice.youHost)).toBeVisible()
  await expect(lin.meeting.tile('Lin')).toBeVisible()
})
