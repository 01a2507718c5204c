import { inspectRuntime, type ElectronRuntime } from '../../../build/scripts/electron-runtime.ts'

/** The Electron that the tests run in. */
export function usedRuntime(): ElectronRuntime {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const runtime = folder === undefined ? null : inspectRuntime(folder)
  if (runtime !== null) return runtime
  throw new Error('ELECTRON_OVERRIDE_DIST_PATH names no Electron; `npm run test:e2e` sets it')
}
