import type { Page } from '@playwright/test'

/** A way for a picture of a window from one page to another. */
export interface SharePath {
  /** The page that captures. */
  presenter: Page
  /** The page that shows what comes. */
  viewer: Page
  /** CSS selector of the `video` there. It need not exist before a picture comes. */
  video: string
  /**
   * Shares a window; nothing is shared yet.
   *
   * @returns when the page was told to, in milliseconds since 1970
   */
  start: (title: string) => Promise<number>
  /** Stops sharing. Settles when neither page has anything left of it. */
  stop: () => Promise<void>
  close: () => Promise<void>
}
