import { buildAppIfStale } from './app-build.ts'
import { hasDisplay } from './display.ts'
import { findElectronRuntime, type ElectronRuntime } from './electron-runtime.ts'
import { whyNoSandboxHere } from './electron-sandbox.ts'
import { findInstalledBrowser } from './installed-browser.ts'
import { ensureLinuxLibraries } from './linux-libraries.ts'
import { PROJECT, SetupError, runMain, say } from './project.ts'
import { runNode, runProgram } from './run-program.ts'
import { startServerProcess } from './server-process.ts'

const DEFAULT_PORT = 7420

/** `npm start`: opens the app; where that can't be, the same meeting in a browser. */
async function start(): Promise<number> {
  if (!hasDisplay()) return serveBrowsers()
  const runtime = await findElectronRuntime()
  if (runtime === null) return openInBrowser()
  return openApp(runtime)
}

async function openApp(runtime: ElectronRuntime): Promise<number> {
  await ensureLinuxLibraries({ runtime })
  await buildAppIfStale()
  const noSandbox = whyNoSandboxHere(runtime)
  if (noSandbox !== null) say(`starting without Chromium's sandbox: ${noSandbox}`)
  const switches = noSandbox === null ? [] : ['--no-sandbox']
  const app = await runProgram(runtime.executable, [PROJECT, ...switches, ...process.argv.slice(2)], {
    // Editors built on Electron set it in their terminals; the app would start as plain Node.
    environment: { ELECTRON_RUN_AS_NODE: undefined }
  })
  return app.code
}

/** The same renderer in an installed browser, in a window without address bar, served until Ctrl-C. */
async function openInBrowser(): Promise<number> {
  const browser = findInstalledBrowser()
  if (browser === null) {
    throw new SetupError(
      'there is neither an Electron nor a Chromium, Chrome or Edge here; set ELECTRON_OVERRIDE_DIST_PATH or ELECTRON_MIRROR'
    )
  }
  await buildAppIfStale()
  // A browser that already runs takes the window over and ends at once, so its end isn't the meeting's.
  const interrupted = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
  const server = await startServerProcess({ port: Number(process.env.PORT ?? DEFAULT_PORT), host: '0.0.0.0' })
  try {
    say(`opening ${server.origin} in ${browser}; it is served until Ctrl-C`)
    const root = process.platform === 'linux' && process.getuid?.() === 0
    const switches = root ? ['--no-sandbox'] : []
    await runProgram(browser, [`--app=${server.origin}`, ...switches], { output: 'collect' })
    await interrupted
    return 0
  } finally {
    await server.stop()
  }
}

/** Without a display: the server, which prints its addresses, until Ctrl-C. */
async function serveBrowsers(): Promise<number> {
  await buildAppIfStale()
  say('there is no display here, so meetings are served to browsers')
  say(
    'browsers give devices to pages of this machine and to https alone: for others, set TLS_KEY and TLS_CERT'
  )
  const server = await runNode('server/main.ts', process.argv.slice(2), {
    environment: { LOG_LEVEL: 'warn' }
  })
  return server.code
}

await runMain(start)
