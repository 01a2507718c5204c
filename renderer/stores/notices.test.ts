import { afterEach, beforeEach, expect, test } from 'vitest'
import { NOTICE_DURATION, useNoticesStore } from './notices.ts'
import { FakeApp } from './testing/fake-app.ts'

let app: FakeApp

beforeEach(() => {
  app = new FakeApp()
})

afterEach(() => app.close())

const names = () => useNoticesStore().notices.map((notice) => ('name' in notice ? notice.name : notice.type))

test('a notice goes after its time', () => {
  useNoticesStore().show({ type: 'joined', name: 'Ada' })
  app.clock.advance(NOTICE_DURATION - 1)
  expect(names()).toEqual(['Ada'])
  app.clock.advance(1)
  expect(names()).toEqual([])
})

test('there are never more than two; older ones give way', () => {
  const { show } = useNoticesStore()
  show({ type: 'joined', name: 'Ada' })
  show({ type: 'switch-failed', device: 'Headset' })
  show({ type: 'copy-failed' })
  expect(names()).toEqual(['switch-failed', 'copy-failed'])
})

test('people who come one after the other share a notice, which stays for the last of them', () => {
  const { show } = useNoticesStore()
  show({ type: 'joined', name: 'Ada' })
  show({ type: 'left', name: 'Grace' })
  app.clock.advance(NOTICE_DURATION - 1)
  show({ type: 'joined', name: 'Alan' })
  show({ type: 'joined', name: 'Edsger' })
  app.clock.advance(1)
  expect(useNoticesStore().notices).toMatchObject([
    { type: 'joined', name: 'Ada', others: ['Alan', 'Edsger'] }
  ])
  app.clock.advance(NOTICE_DURATION - 1)
  expect(names()).toEqual([])
})

test('the same thing is said once', () => {
  useNoticesStore().show({ type: 'switch-failed', device: 'Headset' })
  useNoticesStore().show({ type: 'switch-failed', device: 'Headset' })
  expect(names()).toEqual(['switch-failed'])
})
