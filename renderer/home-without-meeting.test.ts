import { afterEach, expect, test, vi } from 'vitest'
import { takeHomeWithoutMeeting } from './home-without-meeting.ts'
import { createPages } from './router.ts'
import RoomView from './views/RoomView.vue'

/** Opens an address as the page starts, and leaves its history's state as a reload would find it. */
async function open(path: string) {
  window.history.replaceState(null, '', path)
  const router = createPages({ room: RoomView })
  await router.push(path)
  return router
}

afterEach(() => vi.restoreAllMocks())

test('home is told of a link that leads to no meeting, and only once', async () => {
  await open('/r/')
  expect(takeHomeWithoutMeeting()).toBe(true)
  expect(takeHomeWithoutMeeting(), 'after a reload').toBe(false)
})

test('home is told of nothing when it is opened itself', async () => {
  await open('/')
  expect(takeHomeWithoutMeeting()).toBe(false)
})

test('what was told is not remembered for the way back from a meeting', async () => {
  const router = await open('/r/')
  takeHomeWithoutMeeting()
  const remember = vi.spyOn(window.history, 'replaceState')
  await router.push('/r/modi-kafu-ruse')
  // The router notes down where it goes from.
  expect(remember).toHaveBeenCalled()
  for (const [state] of remember.mock.calls) expect(state).toMatchObject({ noMeeting: false })
})
