import { join } from 'node:path'
import { checkFuses } from '../installers/check-fuses.ts'
import { compareFileLists } from '../installers/compare-file-lists.ts'
import { listFiles } from '../installers/file-list.ts'
import { readFlavor } from '../installers/flavor.ts'
import { findPackableRuntime } from '../installers/make-installers.ts'
import { checkContents, checkSize, megabytes, packApp } from '../installers/pack-app.ts'
import { readUpdateSource } from '../installers/read-update-source.ts'
import { buildApp } from './app-build.ts'
import { PROJECT_CACHE, runMain, say, SetupError } from './project.ts'

/** `npm run release-check`: builds and packs the app twice, and checks what came out before anybody gets it. */
await runMain(async () => {
  const flavor = readFlavor(process.env)
  const runtime = await findPackableRuntime(flavor)
  const updates = readUpdateSource(process.env)
  const lists: string[] = []
  for (const attempt of ['first', 'second']) {
    await buildApp()
    const app = await packApp({ flavor, runtime, updates }, join(PROJECT_CACHE, 'release-check', attempt))
    lists.push(await listFiles(app))
    if (lists.length > 1) continue
    say(`the app adds ${megabytes(await checkSize(app))} to Electron`)
    checkContents(app)
    await checkFuses(join(app, 'parley'), flavor)
  }
  const [first = '', second = ''] = lists
  const differing = compareFileLists(first, second)
  if (differing.length > 0) {
    throw new SetupError(`two builds of the same sources differ in:\n${differing.join('\n')}`)
  }
  say(`two builds have the same ${first.split('\n').length - 1} files`)
  if (updates === null) say('this app looks for no updates: PARLEY_UPDATE_URL is not set')
  return 0
})
