import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { SetupError } from '../scripts/project.ts'
import type { Flavor } from './flavor.ts'

/** How the fuses of a packed app have to be. */
const EXPECTED = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false
}

/**
 * Reads the fuses from the binary itself, whatever the configuration says.
 *
 * @throws SetupError naming those that are wrong
 */
export async function checkFuses(executable: string, flavor: Flavor): Promise<void> {
  const wire = await getCurrentFuseWire(executable)
  const expected = { ...EXPECTED, [FuseV1Options.EnableNodeCliInspectArguments]: flavor === 'qa' }
  const wrong = Object.entries(expected).filter(
    ([fuse, on]) => wire[Number(fuse) as FuseV1Options] !== (on ? FuseState.ENABLE : FuseState.DISABLE)
  )
  if (wrong.length === 0) return
  const names = wrong.map(([fuse]) => FuseV1Options[Number(fuse)])
  throw new SetupError(`these fuses of ${executable} are wrong: ${names.join(', ')}`)
}
