import type { Page } from '@playwright/test'
import type { RunningApp } from '../processor-time.ts'

/** Somebody's window in a mesh. */
export interface MeshWindow extends RunningApp {
  readonly page: Page
  /** CSS selector of the videos of others. */
  readonly videos: string
}

/** People who are connected with each other. */
export interface Mesh {
  readonly windows: readonly MeshWindow[]
  close: () => Promise<void>
}
