import { textTable, type Column } from '../../bench/text-table.ts'
import type { LabSite } from '../network/lab-network.ts'
import type { Scenario } from '../scenario.ts'
import { watchReception } from './received.ts'

interface Condition {
  name: string
  apply: (site: LabSite) => void
}

const CONDITIONS: readonly Condition[] = [
  { name: 'nothing wrong', apply: () => undefined },
  ...[2, 5, 10, 20, 30].map((percent) => ({
    name: `${percent} % lost`,
    apply: (site: LabSite) => site.lose(percent)
  })),
  { name: '500 kbit/s', apply: (site) => site.narrow(500) }
]

/** How long a call has to get used to it, and how long it is then watched, in milliseconds. */
const SETTLING = 12_000
const WATCHED = 12_000

const COLUMNS: readonly Column[] = [
  { title: "Ada's line", holds: 'text' },
  { title: 'pictures/s', holds: 'numbers' },
  { title: 'their height', holds: 'numbers' },
  { title: 'sound made up', holds: 'numbers' }
]

/** What Ben sees and hears of Ada while her line is bad. */
export const degraded: Scenario = {
  busyCamera: true,
  look: async (lab) => {
    await lab.use({ a: 'port-restricted', b: 'port-restricted' })
    const site = lab.network.a
    const { page } = lab.ben
    const rows: string[][] = []
    const failures: string[] = []
    for (const { name, apply } of CONDITIONS) {
      site.lose(0)
      site.narrow(null)
      // A new call each time: one that has just had a bad line is careful for long.
      await lab.meet(true)
      apply(site)
      await page.waitForTimeout(SETTLING)
      const { pictureRate, pictureHeight, concealment } = await watchReception(page, WATCHED)
      rows.push([name, pictureRate.toFixed(1), `${pictureHeight}`, `${(concealment * 100).toFixed(1)} %`])
      console.log(rows.at(-1)?.join(', '))
      if (pictureRate === 0) failures.push(`${name}: no picture comes`)
      if (concealment === 1) failures.push(`${name}: no sound comes`)
    }
    return { table: textTable(COLUMNS, rows), failures }
  }
}
