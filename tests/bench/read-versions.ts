import type { ElectronRuntime } from '../../build/scripts/electron-runtime.ts'
import { runProgram } from '../../build/scripts/run-program.ts'
import packageJson from '../../package.json' with { type: 'json' }
import type { Versions } from './bench-report.ts'

/** Asks everything that takes part for its version. */
export async function readVersions({ executable }: ElectronRuntime): Promise<Versions> {
  const { stdout } = await runProgram(executable, ['-p', 'JSON.stringify(process.versions)'], {
    output: 'collect',
    environment: { ELECTRON_RUN_AS_NODE: '1' }
  })
  const { electron, chrome } = JSON.parse(stdout) as { electron: string; chrome: string }
  return { parley: packageJson.version, electron, chromium: chrome, node: process.versions.node }
}
