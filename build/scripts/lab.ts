import { buildAppIfStale } from './app-build.ts'
import { ensureLinuxLibraries } from './linux-libraries.ts'
import { whyNoNamespacesHere, whyNoVirtualNetworksHere } from './network-namespaces.ts'
import { runMain, say } from './project.ts'
import { runNode } from './run-program.ts'

/**
 * `npm run lab`: the product on real, if made-up, networks: NATs, firewalls, a relay. `-- SCENARIO` runs one scenario
 * only, `-- NETWORK...` those pairs that have these, `--write` keeps what is found in docs/network.md.
 */
await runMain(async () => {
  const reason = await whyNoNamespacesHere()
  if (reason !== null) {
    say(`the lab is skipped: ${reason}`)
    return 0
  }
  await ensureLinuxLibraries({ runtime: null, lab: true })
  const obstacle = await whyNoVirtualNetworksHere()
  if (obstacle !== null) {
    say(`the lab is skipped: ${obstacle}`)
    return 0
  }
  await buildAppIfStale()
  return (await runNode('tests/lab/run-lab.ts', process.argv.slice(2))).code
})
