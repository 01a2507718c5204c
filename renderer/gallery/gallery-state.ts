import type { Settings } from '../../protocol/settings.ts'
import type { Texts } from '../i18n/index.ts'
import type { FakeApp } from '../stores/testing/fake-app.ts'

/** What a state can do with the app once it is shown. */
export interface Stage {
  app: FakeApp
  /** The texts in the language that is shown. */
  texts: Texts
  /** Presses the button with this accessible name, and waits for what comes of it. */
  press: (name: string) => Promise<void>
  /** Types into the field with this label. */
  type: (label: string, text: string) => Promise<void>
}

/** One state of one screen. */
export interface GalleryState {
  /** Where the router starts. */
  path: string
  settings?: Partial<Settings>
  /** A guest in a browser, instead of the desktop app. */
  guest?: boolean
  /** Runs before the app is shown. */
  prepare?: (app: FakeApp) => void
  /** Runs once the app is shown, and leads into the state. */
  act?: (stage: Stage) => Promise<void>
}
