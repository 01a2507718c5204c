import { expect, test } from 'vitest'
import { settle } from '../call/testing/settle.ts'
import { useMeetingStore } from '../stores/meeting.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

test('a meeting is remembered once it is joined, newest first, and found again from home', async () => {
  const app = new FakeApp({ settings: { name: 'Ada' } })
  const page = await OpenApp.at('/r/modi-kafu-ruse', app)
  expect(app.desktop.stored.recentMeetings).toEqual([])
  await page.click('Join now')
  const own = { room: 'modi-kafu-ruse', server: null, textRoom: false, joinedAt: app.clock.now() }
  expect(app.desktop.stored.recentMeetings).toEqual([own])

  useMeetingStore().leave()
  await settle()
  await page.router.push('/r/weekly?server=https://meet.example.org')
  await settle()
  app.clock.advance(60_000)
  await page.click('Join now')
  const other = {
    room: 'weekly',
    server: 'https://meet.example.org',
    textRoom: false,
    joinedAt: app.clock.now()
  }
  expect(app.desktop.stored.recentMeetings).toEqual([other, own])

  useMeetingStore().leave()
  await settle()
  await page.router.push('/')
  await settle()
  await page.click('Forget weekly')
  expect(app.desktop.stored.recentMeetings).toEqual([own])
  await page.click('Join modi-kafu-ruse again')
  expect(page.router.currentRoute.value.fullPath).toBe('/r/modi-kafu-ruse')
  page.close()
  await app.close()
})

test('a meeting that could not be joined is not remembered', async () => {
  const app = new FakeApp({ settings: { name: 'Ada' } })
  app.room.refusal = 'room-full'
  const page = await OpenApp.at('/r/modi-kafu-ruse', app)
  await page.click('Join now')
  expect(app.desktop.stored.recentMeetings).toEqual([])
  page.close()
  await app.close()
})

test('at most eight are remembered, each once', async () => {
  const recentMeetings = Array.from({ length: 8 }, (_, number) => ({
    room: `room-${number}`,
    server: null,
    joinedAt: 100 - number
  }))
  const app = new FakeApp({ settings: { name: 'Ada', recentMeetings } })
  const page = await OpenApp.at('/r/room-3', app)
  await page.click('Join now')
  const rooms = app.desktop.stored.recentMeetings.map(({ room }) => room)
  expect(rooms).toEqual(['room-3', 'room-0', 'room-1', 'room-2', 'room-4', 'room-5', 'room-6', 'room-7'])
  useMeetingStore().leave()
  await settle()
  await page.router.push('/r/new-one')
  await settle()
  await page.click('Join now')
  expect(app.desktop.stored.recentMeetings.map(({ room }) => room)).toEqual(['new-one', ...rooms.slice(0, 7)])
  page.close()
  await app.close()
})
