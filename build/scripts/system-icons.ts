import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDisplay } from './display.ts'
import { findElectronRuntime } from './electron-runtime.ts'
import { whyNoSandboxHere } from './electron-sandbox.ts'
import { ensureLinuxLibraries } from './linux-libraries.ts'
import { PROJECT, SetupError, runMain, say } from './project.ts'
import { runProgram } from './run-program.ts'
import { systemIcons } from './system-icon-drawings.ts'

const FOLDER = join(PROJECT, 'assets/public/system')

/** `node build/scripts/run.mjs system-icons`: paints the icons of the tray and the taskbar anew, after a change of their drawings. */
await runMain(async () => {
  const runtime = await findElectronRuntime()
  if (runtime === null) throw new SetupError('this needs Electron; set ELECTRON_OVERRIDE_DIST_PATH')
  await ensureLinuxLibraries({ runtime, display: true })
  const closeDisplay = await openDisplay()
  const work = mkdtempSync(join(tmpdir(), 'parley-icons-'))
  try {
    mkdirSync(FOLDER, { recursive: true })
    const drawings = systemIcons().flatMap(({ name, svg, size }) => [
      { file: join(FOLDER, `${name}.png`), svg, size },
      { file: join(FOLDER, `${name}@2x.png`), svg, size: 2 * size }
    ])
    const list = join(work, 'drawings.json')
    writeFileSync(list, JSON.stringify(drawings))
    const sandbox = whyNoSandboxHere(runtime) === null ? [] : ['--no-sandbox']
    const { code } = await runProgram(
      runtime.executable,
      [...sandbox, join(PROJECT, 'build/icon-painter'), `--user-data-dir=${work}`, list],
      { environment: { ELECTRON_RUN_AS_NODE: undefined } }
    )
    say(`${drawings.length} icons in ${FOLDER}`)
    return code
  } finally {
    closeDisplay()
    rmSync(work, { recursive: true, force: true, maxRetries: 5 })
  }
})
