import { expect } from '@playwright/test'
import { awaitPicture, pictureShownAt } from '../../bench/share/first-picture.ts'
import { expectMovingPictures } from '../../e2e/support/expect-media.ts'
import { remoteMedia } from '../../e2e/support/media.ts'
import { VIDEOS_OF_OTHERS } from '../../e2e/support/tiles-of-others.ts'
import { timeOfClick } from '../../e2e/support/time-of-click.ts'
import type { Lab } from '../lab.ts'
import { mediaPath, type MediaPath } from '../media-path.ts'
import type { NatKind } from '../network/nat-kind.ts'
import { expectedPath } from './expected-path.ts'

/** Two networks, and whether the server offers a relay. */
export interface Meeting {
  a: NatKind
  b: NatKind
  relay: boolean
}

/** What came of it: which way pictures take, and after how many milliseconds the first one was shown; null is none. */
export type Outcome = { path: MediaPath; firstPicture: number } | null

/** How long two people may take to see each other, in milliseconds: ten times what those who can take. */
const CONNECT_LIMIT = 10_000

/** How long a better way may take to replace the first one, in milliseconds. */
const SETTLING_LIMIT = 5_000

/** Has Ada and then Ben join a meeting, and looks whether they see each other move. */
export async function measurePair(lab: Lab, { a, b, relay }: Meeting): Promise<Outcome> {
  await lab.use({ a, b })
  const { ada, ben } = lab
  const link = lab.newInvite(relay)
  await Promise.all(lab.guests.map((guest) => guest.openInvite(link)))
  await ada.lobby.join()
  await ada.meeting.controls.waitFor()
  await awaitPicture(ben.page, VIDEOS_OF_OTHERS)
  const clickedAt = await timeOfClick(ben.page, ben.texts.lobby.join, () => ben.lobby.join())
  // Whatever comes of the pictures, they are introduced to each other.
  await expect(ben.meeting.tile(ada.name)).toBeVisible({ timeout: CONNECT_LIMIT })
  const watched = await Promise.allSettled(
    lab.guests.map(({ page }) => expectMovingPictures(page, 1, CONNECT_LIMIT))
  )
  const seen = watched.filter(({ status }) => status === 'fulfilled').length
  if (seen === 0 && (await countPictures(lab)) === 0) return null
  if (seen < watched.length) throw new Error('Pictures move on one side only')
  return {
    path: await settledPath(lab, expectedPath(a, b, relay)),
    firstPicture: Math.round((await pictureShownAt(ben.page)) - clickedAt)
  }
}

async function countPictures({ guests }: Lab): Promise<number> {
  const media = await Promise.all(guests.map(({ page }) => remoteMedia(page)))
  return media.flat().reduce((sum, { framesDecoded }) => sum + framesDecoded, 0)
}

/** The way that is taken once it is the one that is wanted, or after the time that it may take to become it. */
async function settledPath({ ada, ben }: Lab, wanted: string): Promise<MediaPath> {
  const read = () => mediaPath(ada.page, ben.page)
  let path = await read()
  await expect
    .poll(async () => (path = await read())?.kind, { timeout: SETTLING_LIMIT })
    .toBe(wanted)
    .catch(() => undefined)
  if (path === null) throw new Error('Pictures move, but no way is in use')
  return path
}
