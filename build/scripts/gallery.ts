import { parseArgs } from 'node:util'
import { hasDisplay, openDisplay } from './display.ts'
import { findElectronRuntime } from './electron-runtime.ts'
import { whyNoSandboxHere } from './electron-sandbox.ts'
import { GALLERY_WINDOW, serveGallery } from './gallery-server.ts'
import { findInstalledBrowser } from './installed-browser.ts'
import { ensureLinuxLibraries } from './linux-libraries.ts'
import { PROJECT, SetupError, runMain, say } from './project.ts'
import { runNode, runProgram } from './run-program.ts'

/**
 * `npm run gallery`: every state of every screen, on fakes, with hot reload, until Ctrl-C or the window is
 * closed. `-- --shots DIR` writes pictures of all of them instead.
 */
await runMain(async () => {
  const { values } = parseArgs({ options: { shots: { type: 'string' }, state: { type: 'string' } } })
  return values.shots === undefined ? show() : picture(process.argv.slice(2))
})

async function show(): Promise<number> {
  const gallery = await serveGallery()
  const interrupted = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
  try {
    say(`the gallery is at ${gallery.address} until Ctrl-C`)
    if (hasDisplay()) await openWindow(gallery.address)
    else await interrupted
    return 0
  } finally {
    await gallery.close()
  }
}

/** Settles when the window is closed. */
async function openWindow(address: string): Promise<void> {
  const runtime = await findElectronRuntime()
  if (runtime === null) {
    const browser = findInstalledBrowser()
    if (browser === null) say('there is neither an Electron nor a browser here to open it with')
    else await runProgram(browser, [`--app=${address}`], { output: 'collect' })
    // A browser that already runs takes the window over and ends at once.
    await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
    return
  }
  await ensureLinuxLibraries({ runtime })
  const switches = whyNoSandboxHere(runtime) === null ? [] : ['--no-sandbox']
  await runProgram(runtime.executable, [GALLERY_WINDOW, ...switches, address], {
    environment: { ELECTRON_RUN_AS_NODE: undefined }
  })
}

async function picture(galleryArguments: readonly string[]): Promise<number> {
  const runtime = await findElectronRuntime()
  if (runtime === null)
    throw new SetupError('this needs Electron; set ELECTRON_OVERRIDE_DIST_PATH or ELECTRON_MIRROR')
  await ensureLinuxLibraries({ runtime, fonts: true, display: true })
  const closeDisplay = await openDisplay()
  try {
    const pictures = await runNode(`${PROJECT}/tests/gallery/picture-gallery.ts`, galleryArguments, {
      environment: { ELECTRON_OVERRIDE_DIST_PATH: runtime.folder }
    })
    return pictures.code
  } finally {
    closeDisplay()
  }
}
