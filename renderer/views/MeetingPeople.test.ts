import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fail } from '../../protocol/result.ts'
import { settle } from '../call/testing/settle.ts'
import { FakeApp } from '../stores/testing/fake-app.ts'
import { OpenApp } from './testing/open-app.ts'

const PATH = '/r/modi-kafu-ruse?server=https://meet.example'

let app: FakeApp
let page: OpenApp

beforeEach(async () => {
  app = new FakeApp({ settings: { name: 'Ada' } })
  page = await OpenApp.at(PATH, app)
})

afterEach(async () => {
  page.close()
  await app.close()
})

const rows = (list: string) =>
  [...document.querySelectorAll(`ul[aria-label="${list}"] > li`)].map((row) => row.getAttribute('aria-label'))
const switches = () => document.querySelectorAll('[role=switch]')

describe('the host', () => {
  beforeEach(async () => {
    await page.click('Join now')
    await app.invite('Grace')
  })

  test('opens the panel and closes it, and the focus comes back', async () => {
    expect(
      document.getElementById(page.button('People').getAttribute('aria-describedby') ?? '')?.textContent
    ).toBe('2 people')
    await page.click('People')
    expect(page.button('People').getAttribute('aria-expanded')).toBe('true')
    expect(rows('In the meeting')).toEqual(['Ada', 'Grace'])
    expect(document.activeElement).toBe(page.button('Close'))
    await page.click('Close')
    expect(document.activeElement).toBe(page.button('People'))
  })

  test('locks the room, sets a password and takes it away', async () => {
    await page.click('People')
    ;(switches()[0] as HTMLElement).click()
    await settle()
    expect(app.room.locked).toBe(true)
    expect(switches()[0]?.getAttribute('aria-checked')).toBe('true')
    await page.type('Password', 'open sesame')
    await page.click('Set')
    expect(app.room.password).toBe('open sesame')
    await page.click('Remove password')
    expect(app.room.password).toBeNull()
  })

  test('hears who knocks, and admits or refuses them', async () => {
    await page.click('People')
    ;(switches()[1] as HTMLElement).click()
    await settle()
    const alan = await app.invite('Alan')
    const mary = await app.invite('Mary')
    await settle()
    expect(document.querySelector('[aria-live]')?.textContent).toContain('Mary wants to come in')
    expect(rows('Waiting to come in')).toEqual(['Alan', 'Mary'])
    await page.click('Admit Alan')
    await page.click('Refuse Mary')
    expect([rows('Waiting to come in'), rows('In the meeting')]).toEqual([[], ['Ada', 'Grace', 'Alan']])
    expect([alan.call.state.status, mary.call.state.status]).toEqual(['joined', 'ended'])
  })

  test('is told when there is no room for whoever is admitted', async () => {
    await page.click('People')
    ;(switches()[1] as HTMLElement).click()
    await app.invite('Alan')
    vi.spyOn(app.signaling!, 'moderate').mockResolvedValueOnce(fail('room-full', 'Refused by the test'))
    await page.click('Admit Alan')
    expect(document.querySelector('[aria-live]')?.textContent).toContain('The meeting is full.')
    expect(rows('Waiting to come in'), 'until somebody leaves').toEqual(['Alan'])
  })

  test('asks all to mute, while somebody is heard', async () => {
    const [grace] = app.others
    await page.click('People')
    await page.click('Ask all to mute')
    expect(grace?.media.microphone.status).toBe('muted')
    expect(page.hasButton('Ask all to mute')).toBe(false)
  })

  test('is asked on leaving whether the others may go on', async () => {
    await page.click('Leave')
    expect(page.text).toContain('Leave, or end the meeting?')
    await page.click('Stay')
    expect(page.people).toEqual(['Ada', 'Grace'])
    await page.click('Leave')
    await page.click('End for all')
    expect(page.text).toContain('The meeting has ended')
    expect(app.others[0]?.call.state).toMatchObject({ status: 'ended' })
    expect(app.capturing).toBe(false)
  })
})

test('somebody without a say sees the people, and has no more than their own name to change', async () => {
  await app.invite('Grace', { devices: false })
  await page.click('Join now')
  await page.click('People')
  expect(rows('In the meeting')).toEqual(['Ada', 'Grace'])
  expect(page.hasButton('Actions for Ada')).toBe(true)
  expect(page.hasButton('Actions for Grace')).toBe(false)
  expect(switches()).toHaveLength(0)
  await page.click('Leave')
  expect(page.text).toContain('You left the meeting')
})

describe('at the door', () => {
  test('the password is asked for, and what was wrong is said beside it', async () => {
    const grace = await app.invite('Grace')
    await grace.call.moderate({ type: 'password', password: 'open sesame' })
    await page.click('Join now')
    expect(document.activeElement).toBe(page.field('Meeting password'))
    expect(page.alerts).toEqual([])
    await page.type('Meeting password', 'open barley')
    await page.click('Join now')
    expect(page.alerts).toEqual(["That isn't the password of this meeting."])
    await page.type('Meeting password', 'open sesame')
    expect(page.alerts).toEqual([])
    await page.click('Join now')
    expect(page.people).toEqual(['Ada', 'Grace'])
  })

  test('one waits, gives up, asks again, and is not let in', async () => {
    const grace = await app.invite('Grace')
    await grace.call.moderate({ type: 'waiting-room', on: true })
    await page.click('Join now')
    expect(document.activeElement?.textContent).toContain('The host will let you in')
    await page.click('Stop waiting')
    expect([page.hasButton('Join now'), app.capturing]).toEqual([true, true])
    await page.click('Join now')
    await grace.call.moderate({ type: 'refuse', id: grace.call.knocks[0]!.id })
    await settle()
    expect(page.text).toContain("You weren't let in")
    await page.click('Ask again')
    expect(page.hasButton('Join now')).toBe(true)
  })
})
