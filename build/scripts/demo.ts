import { prepareApp } from './prepare-app.ts'
import { runMain } from './project.ts'
import { runNode } from './run-program.ts'

/** `npm run demo`: two people in one meeting, in real windows; `-- --shots DIR` proves it and ends. */
await runMain(async () => {
  const { runtime, close } = await prepareApp()
  try {
    const demo = await runNode('tests/demo/demo.ts', process.argv.slice(2), {
      environment: { ELECTRON_OVERRIDE_DIST_PATH: runtime.folder }
    })
    return demo.code
  } finally {
    close()
  }
})
