import type { Lab } from './lab.ts'
import type { NatKind } from './network/nat-kind.ts'

/** What a scenario found. */
export interface Findings {
  /** In Markdown; kept in docs/network.md where that has a place for it. */
  table: string
  /** What is otherwise than expected, a sentence each. */
  failures: string[]
}

/** Something that the lab can tell. */
export interface Scenario {
  /** Whether Ada's camera gives pictures that fill a line. */
  busyCamera: boolean
  /** @param kinds restrict it, where it is about kinds of networks; none do not */
  look: (lab: Lab, kinds: readonly NatKind[]) => Promise<Findings>
}
