import { join } from 'node:path'
import { buildAppIfStale } from './app-build.ts'
import { makeInstallers } from '../installers/make-installers.ts'
import { PROJECT, runMain } from './project.ts'

/** `npm run dist`: installers for this platform, in dist/. PARLEY_FLAVOR=qa makes those for tests. */
await runMain(async () => {
  await buildAppIfStale()
  await makeInstallers(join(PROJECT, 'dist'))
  return 0
})
