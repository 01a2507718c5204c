import { expect } from '@playwright/test'
import { launchParticipant, type Participant } from './participant.ts'
import { fill } from './texts.ts'

/** How long anything here may take, in milliseconds. */
const LIMIT = { timeout: 60_000 }

/**
 * Two apps on one network that nobody else is on: run inside of a namespace, where Playwright's own runner isn't. What
 * is wrong goes to stderr, and into the exit code.
 */
const people: Participant[] = []
try {
  people.push(await launchParticipant({ name: 'Ada', settings: { showNearby: true } }))
  people.push(await launchParticipant({ name: 'Lin' }))
  await meet(people as [Participant, Participant])
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await Promise.all(people.map((participant) => participant.close()))
}

async function meet([ada, lin]: [Participant, Participant]): Promise<void> {
  await ada.home.newMeeting()
  await ada.lobby.join()
  const code = /\/r\/([a-z-]+)/.exec(ada.page.url())?.[1] ?? ''
  const { nearby, invite, left } = lin.texts
  const meeting = lin.page.getByRole('button', { name: fill(nearby.join, { name: 'Ada', room: code }) })
  await expect(meeting).toBeVisible(LIMIT)

  await meeting.click()
  const question = lin.page.getByRole('alertdialog', { name: invite.otherServer })
  await expect(question).toContainText('https://192.168.77.1:')
  await question.getByRole('button', { name: invite.otherServerJoin }).click()
  await lin.lobby.join()
  for (const { meeting } of [ada, lin]) {
    for (const { name } of [ada, lin]) await expect(meeting.tile(name)).toBeVisible(LIMIT)
  }

  await lin.meeting.leave()
  await lin.page
    .getByRole('link', { name: left.home })
    .or(lin.page.getByRole('button', { name: left.home }))
    .click()
  await expect(meeting, 'it goes on, and who is home again finds it again').toBeVisible(LIMIT)
  await ada.close()
  await expect(meeting, 'an app that ends takes its announcement along').toBeHidden(LIMIT)
}
