import { afterEach, beforeEach, expect, test } from 'vitest'
import { settle } from '../call/testing/settle.ts'
import { FakeApp } from './testing/fake-app.ts'
import { useUpdatesStore } from './updates.ts'

let app: FakeApp

beforeEach(() => {
  app = new FakeApp()
})

afterEach(() => app.close())

test('the state is that of the shell, from the beginning on', async () => {
  app.desktop.update = { status: 'ready', version: '2.0.0' }
  const updates = useUpdatesStore()
  await settle()
  expect(updates.state).toEqual({ status: 'ready', version: '2.0.0' })
  app.desktop.setUpdate({ status: 'off' })
  expect(updates.state).toEqual({ status: 'off' })
})

test('a change that comes before the first answer is not lost', async () => {
  const updates = useUpdatesStore()
  app.desktop.setUpdate({ status: 'checking' })
  app.desktop.update = { status: 'idle' }
  await settle()
  expect(updates.state).toEqual({ status: 'checking' })
})

test('asks the shell to look and to restart, and outlives its refusal', async () => {
  const updates = useUpdatesStore()
  await updates.check()
  await updates.restart()
  expect([app.desktop.updateChecks, app.desktop.updateRestarts]).toEqual([1, 1])
  app.desktop.failure = new Error('gone')
  await updates.check()
  await updates.restart()
  expect([app.desktop.updateChecks, app.desktop.updateRestarts]).toEqual([2, 2])
})
