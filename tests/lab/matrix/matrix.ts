import { describePath } from '../media-path.ts'
import type { Scenario } from '../scenario.ts'
import { expectedPath } from './expected-path.ts'
import { matrixTable, type MatrixRow } from './matrix-table.ts'
import { measurePair, type Meeting, type Outcome } from './measure-pair.ts'
import { pairsOf } from './pairs.ts'

/** Who reaches whom, which way, and how soon: every pair of networks, with a relay and without. */
export const matrix: Scenario = {
  busyCamera: false,
  look: async (lab, selection) => {
    const rows: MatrixRow[] = []
    const failures: string[] = []
    const measure = async (meeting: Meeting): Promise<Outcome> => {
      const name = `${meeting.a} + ${meeting.b}, ${meeting.relay ? 'with' : 'without'} TURN`
      const outcome = await measurePair(lab, meeting).catch((error: unknown) => {
        // One pair that goes wrong takes nothing from the others.
        failures.push(`${name}: ${String(error)}`)
        return null
      })
      console.log(`${name}: ${outcome === null ? 'no' : describePath(outcome.path)}`)
      const [expected, found] = [
        expectedPath(meeting.a, meeting.b, meeting.relay),
        outcome?.path.kind ?? 'none'
      ]
      if (found !== expected) failures.push(`${name}: expected ${expected}, found ${found}`)
      return outcome
    }
    for (const [a, b] of pairsOf(selection)) {
      rows.push({
        pair: [a, b],
        withoutRelay: await measure({ a, b, relay: false }),
        withRelay: await measure({ a, b, relay: true })
      })
    }
    return { table: matrixTable(rows), failures }
  }
}
