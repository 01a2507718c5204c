import { join } from 'node:path'
import { prepareApp } from './prepare-app.ts'
import { PROJECT, runMain } from './project.ts'
import { runNode } from './run-program.ts'

const PLAYWRIGHT = join(PROJECT, 'node_modules/@playwright/test/cli.js')

/** `npm run test:e2e`: the end-to-end tests in real windows; arguments go to Playwright. */
await runMain(async () => {
  const { runtime, close } = await prepareApp({ testing: true })
  try {
    const tests = await runNode(
      PLAYWRIGHT,
      ['test', '--config', 'tests/e2e/playwright.config.ts', ...process.argv.slice(2)],
      { environment: { ELECTRON_OVERRIDE_DIST_PATH: runtime.folder } }
    )
    return tests.code
  } finally {
    close()
  }
})
