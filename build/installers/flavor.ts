import { SetupError } from '../scripts/project.ts'

/**
 * What a package is for. `release` is for people. `qa` is the same app but for one fuse: it can be driven through
 * Node's inspector, as Playwright does, and may carry another Electron than the current one.
 */
export type Flavor = 'release' | 'qa'

/** @throws SetupError when PARLEY_FLAVOR is something else */
export function readFlavor(environment: NodeJS.ProcessEnv): Flavor {
  const flavor = environment.PARLEY_FLAVOR ?? ''
  if (flavor === '' || flavor === 'release') return 'release'
  if (flavor === 'qa') return 'qa'
  throw new SetupError(`PARLEY_FLAVOR is ${flavor}; it can be release or qa`)
}
