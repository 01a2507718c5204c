import { parseArgs } from 'node:util'
import { runMain, say, SetupError } from '../../build/scripts/project.ts'
import { Lab } from './lab.ts'
import { matrix } from './matrix/matrix.ts'
import { keepFindings } from './network-page.ts'
import { isNatKind, NAT_KINDS, type NatKind } from './network/nat-kind.ts'
import type { Scenario } from './scenario.ts'

const SCENARIOS: ReadonlyMap<string, Scenario> = new Map([['matrix', matrix]])

await runMain(async () => {
  const { scenarios, kinds, write } = readArguments(process.argv.slice(2))
  // The network goes with the process, so it is enough to end that.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
  const lab = await Lab.open()
  try {
    let failed = false
    for (const name of scenarios) {
      say(`looking at ${name}`)
      const findings = await SCENARIOS.get(name)?.(lab, kinds)
      if (findings === undefined) continue
      console.log(`\n${name}\n\n${findings.table}\n`)
      for (const failure of findings.failures) console.error(`unexpected: ${failure}`)
      failed ||= findings.failures.length > 0
      if (write) await keepFindings(name, findings.table)
    }
    return failed ? 1 : 0
  } finally {
    await lab.close()
  }
})

interface Arguments {
  scenarios: string[]
  kinds: NatKind[]
  write: boolean
}

/** @throws SetupError when they make no sense */
function readArguments(words: string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: words,
    options: { write: { type: 'boolean', default: false } },
    allowPositionals: true
  })
  const scenarios = positionals.filter((word) => SCENARIOS.has(word))
  const kinds = positionals.filter(isNatKind)
  const unknown = positionals.find((word) => !SCENARIOS.has(word) && !isNatKind(word))
  if (unknown !== undefined) {
    const known = `${[...SCENARIOS.keys()].join(', ')}; networks are ${NAT_KINDS.join(', ')}`
    throw new SetupError(`the lab has no ${unknown}; there are ${known}`)
  }
  if (values.write && kinds.length > 0) throw new SetupError('--write keeps all networks, not some of them')
  return { scenarios: scenarios.length === 0 ? [...SCENARIOS.keys()] : scenarios, kinds, write: values.write }
}
