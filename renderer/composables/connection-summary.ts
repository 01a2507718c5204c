/** How something stands that was tried, or waits to be. */
export type TrialStatus = 'waiting' | 'running' | 'good' | 'fair' | 'bad' | 'skipped'

/** One thing that is tried, in words. */
export interface Trial {
  key: string
  title: string
  status: TrialStatus
  /** Empty while there is nothing to say. */
  text: string
  /** What it is made of, if of several. */
  parts: readonly Omit<Trial, 'parts'>[]
}

/** A check of the connection, in words. */
export interface ConnectionSummary {
  running: boolean
  /** What it came to; while it runs, that it does. */
  verdict: { level: 'good' | 'fair' | 'bad' | 'none'; title: string; text: string }
  trials: readonly Trial[]
}
