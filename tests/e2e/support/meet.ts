import { expect } from '@playwright/test'
import { formatInvite } from '../../../protocol/invite.ts'
import type { Participant } from './participant.ts'

/** A room for tests; each test has a server of its own. */
const ROOM = 'modi-kafu-ruse'

/** The invite link of the tests' room on a server. */
export function inviteTo(server: { origin: string }): string {
  return formatInvite(ROOM, server.origin)
}

/**
 * Goes from home through the lobby into a meeting.
 *
 * @param limit how long that may take, in milliseconds; by default what the test's configuration says
 */
export async function joinByLink(participant: Participant, link: string, limit?: number): Promise<void> {
  await participant.home.join(link)
  await participant.lobby.join()
  await expect(participant.meeting.controls).toBeVisible({ timeout: limit })
}

/** Brings people into one meeting, one after the other, and waits until each sees the tiles of all. */
export async function meet(link: string, ...people: readonly Participant[]): Promise<void> {
  for (const person of people) await joinByLink(person, link)
  for (const person of people) {
    for (const other of people) await expect(person.meeting.tile(other.name)).toBeVisible()
  }
}
