import { generateKeyPairSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDeb } from '../installers/deb.ts'
import { packApp } from '../installers/pack-app.ts'
import { isOnPath } from './display.ts'
import { prepareApp } from './prepare-app.ts'
import { PROJECT, PROJECT_CACHE, runMain, say } from './project.ts'
import { runNode } from './run-program.ts'

const PLAYWRIGHT = join(PROJECT, 'node_modules/@playwright/test/cli.js')

/** A host that can't exist; the tests lead it to a server of theirs. */
const UPDATE_URL = 'https://updates.parley.invalid/'

/** Why the app can't be installed here for a test, or null when it can. */
function whyNotInstalled(): string | null {
  if (process.platform !== 'linux' || !isOnPath('dpkg-deb')) return 'there is no dpkg here'
  if (process.getuid?.() !== 0) return 'only root installs packages'
  if (existsSync('/opt/parley')) return 'Parley is installed on this machine'
  return null
}

/** `npm run test:installed`: builds the Debian package, installs it, and tests what was installed. */
await runMain(async () => {
  const reason = whyNotInstalled()
  if (reason !== null) {
    say(`skipped the tests of the installed app: ${reason}`)
    return 0
  }
  const { runtime, close } = await prepareApp({ testing: true })
  try {
    const output = join(PROJECT_CACHE, 'installed')
    await rm(output, { recursive: true, force: true })
    await mkdir(output, { recursive: true })
    const makers = generateKeyPairSync('ed25519')
    const publicKey = makers.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
    const updates = { url: UPDATE_URL, publicKey }
    const app = await packApp({ flavor: 'qa', updates, runtime }, output)
    const { arch } = process
    const deb = await makeDeb({ app, version: '0.0.1', arch, output, date: 1, compression: 'fast' })
    const tests = await runNode(
      PLAYWRIGHT,
      ['test', '--config', 'tests/installed/playwright.config.ts', ...process.argv.slice(2)],
      {
        environment: {
          ELECTRON_OVERRIDE_DIST_PATH: runtime.folder,
          PARLEY_DEB: deb,
          PARLEY_UPDATE_KEY: makers.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
        }
      }
    )
    return tests.code
  } finally {
    close()
  }
})
