import { buildAppIfStale } from './app-build.ts'
import { runMain } from './project.ts'
import { runNode } from './run-program.ts'

/** `npm run server`: the signaling server alone, which serves the built renderer to guests. */
await runMain(async () => {
  await buildAppIfStale()
  return (await runNode('server/main.ts', process.argv.slice(2))).code
})
