import { buildAppIfStale } from './app-build.ts'
import { openDisplay } from './display.ts'
import { findElectronRuntime, type ElectronRuntime } from './electron-runtime.ts'
import { ensureLinuxLibraries } from './linux-libraries.ts'
import { SetupError } from './project.ts'

export interface PreparedApp {
  runtime: ElectronRuntime
  /** Gives the display back. */
  close: () => void
}

/**
 * Does all that has to be done before the app can be opened by a test or the demo: runtime, system libraries,
 * fonts, build, display; for tests also a browser for guests and a window manager.
 *
 * @throws SetupError when there is no Electron for this machine
 */
export async function prepareApp({ testing = false } = {}): Promise<PreparedApp> {
  const runtime = await findElectronRuntime()
  if (runtime === null)
    throw new SetupError('this needs Electron; set ELECTRON_OVERRIDE_DIST_PATH or ELECTRON_MIRROR')
  await ensureLinuxLibraries({ runtime, fonts: true, display: true, testing })
  await buildAppIfStale()
  return { runtime, close: await openDisplay({ windowManager: testing }) }
}
