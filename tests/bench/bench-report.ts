import type { Figure } from './figure.ts'

/** What the figures were measured with. */
export interface Versions {
  parley: string
  electron: string
  chromium: string
  node: string
}

/** What `--json` writes. */
export interface BenchReport {
  bench: string
  versions: Versions
  figures: readonly Figure[]
}
