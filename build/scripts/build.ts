import { buildApp } from './app-build.ts'
import { runMain } from './project.ts'

/** `npm run build`: makes out/ anew. */
await runMain(async () => {
  await buildApp()
  return 0
})
