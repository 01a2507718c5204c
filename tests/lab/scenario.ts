import type { Lab } from './lab.ts'
import type { NatKind } from './network/nat-kind.ts'

/** Which networks are looked at. */
export interface Selection {
  /** Only what has all of these. */
  kinds: readonly NatKind[]
  /** Only what every kind of way needs, and not every pair. */
  short: boolean
}

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
  /** @param selection restricts it, where it is about kinds of networks */
  look: (lab: Lab, selection: Selection) => Promise<Findings>
}
