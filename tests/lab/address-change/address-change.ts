import { expect } from '@playwright/test'
import { longestGap } from '../../bench/longest-gap.ts'
import { picturesAt, watchPictures } from '../../e2e/support/picture-watch.ts'
import { textTable, type Column } from '../../bench/text-table.ts'
import type { Lab } from '../lab.ts'
import { describePath, mediaPath } from '../media-path.ts'
import type { NatKind } from '../network/nat-kind.ts'
import type { Scenario } from '../scenario.ts'

/** A call that goes directly, and one that depends on the mover's connection to a relay. */
const NETWORKS: readonly { a: NatKind; b: NatKind }[] = [
  { a: 'port-restricted', b: 'port-restricted' },
  { a: 'udp-blocked', b: 'port-restricted' }
]

/** How long a call may take to come back, in milliseconds: as long as the server keeps a place for those it has lost. */
const RETURN_LIMIT = 30_000

/** What was on its way has come after this time, in milliseconds. What comes later has come the new way. */
const ON_ITS_WAY = 2_000

/** So many looks that found new pictures say that they move. */
const MOVING = 20

const COLUMNS: readonly Column[] = [
  { title: 'networks', holds: 'text' },
  { title: 'who moves sees nothing for', holds: 'numbers' },
  { title: 'the other for', holds: 'numbers' },
  { title: 'then', holds: 'text' }
]

/** How a call gets over it that somebody's address changes, as between two wireless networks. */
export const addressChange: Scenario = {
  busyCamera: false,
  look: async (lab) => {
    const rows: string[][] = []
    const failures: string[] = []
    for (const kinds of NETWORKS) {
      const name = `${kinds.a} + ${kinds.b}`
      await lab.use(kinds)
      await lab.meet(true)
      const gaps = await moveAda(lab)
      if (!gaps.every(Number.isFinite)) failures.push(`${name}: the call doesn't come back`)
      const path = await mediaPath(lab.ada.page, lab.ben.page)
      rows.push([name, ...gaps.map(describeGap), path === null ? 'no way' : describePath(path)])
    }
    return { table: textTable(COLUMNS, rows), failures }
  }
}

/** Gives Ada another address. @returns how long Ada sees no picture, and how long Ben sees none, in milliseconds */
export async function moveAda({ guests, network }: Lab): Promise<number[]> {
  for (const { page } of guests) await watchPictures(page)
  const movedAt = Date.now()
  network.a.moveTo(network.a.address.replace(/\d+$/, '3'))
  return Promise.all(
    guests.map(async ({ page }) => {
      const haveReturned = async () =>
        (await picturesAt(page)).filter((time) => time > movedAt + ON_ITS_WAY).length > MOVING
      const returned = await expect
        .poll(haveReturned, { timeout: RETURN_LIMIT })
        .toBe(true)
        .then(() => true)
        .catch(() => false)
      return returned ? longestGap(await picturesAt(page), movedAt) : Infinity
    })
  )
}

function describeGap(gap: number): string {
  return Number.isFinite(gap) ? `${(gap / 1000).toFixed(1)} s` : 'ever'
}
