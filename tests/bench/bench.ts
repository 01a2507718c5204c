import type { Aims } from './aim.ts'
import type { Figure } from './figure.ts'

/** Something that is measured. */
export interface Bench {
  /** What its figures mean, in Markdown. */
  about: string
  /** What its figures are to come to; those that aren't here have no aim. */
  aims?: Aims
  /** Whether it is measured only when it is named, because it takes its time. */
  apart?: boolean
  /** Settles when nothing is left of what was opened for it. */
  measure: () => Promise<Figure[]>
}
