import { watchApp } from './app-build.ts'
import { hasDisplay } from './display.ts'
import { findElectronRuntime } from './electron-runtime.ts'
import { whyNoSandboxHere } from './electron-sandbox.ts'
import { ensureLinuxLibraries } from './linux-libraries.ts'
import { SetupError, runMain } from './project.ts'

/** `npm run dev`: the app with hot reload. */
await runMain(async () => {
  if (!hasDisplay()) throw new SetupError('npm run dev needs a display')
  const runtime = await findElectronRuntime()
  if (runtime === null) throw new SetupError('npm run dev needs Electron')
  await ensureLinuxLibraries({ runtime })
  const switches = whyNoSandboxHere(runtime) === null ? [] : ['--no-sandbox']
  return watchApp(runtime.executable, [...switches, ...process.argv.slice(2)])
})
