import { parseArgs } from 'node:util'
import { runMain, say, SetupError } from '../../build/scripts/project.ts'
import { addressChange } from './address-change/address-change.ts'
import { behavior } from './behavior/behavior.ts'
import { degraded } from './degraded/degraded.ts'
import { Lab } from './lab.ts'
import { matrix } from './matrix/matrix.ts'
import { keepFindings } from './network-page.ts'
import { isNatKind, NAT_KINDS } from './network/nat-kind.ts'
import type { Findings, Scenario, Selection } from './scenario.ts'

const SCENARIOS: ReadonlyMap<string, Scenario> = new Map([
  ['behavior', behavior],
  ['matrix', matrix],
  ['degraded', degraded],
  ['address-change', addressChange]
])

await runMain(async () => {
  const { scenarios, selection, write } = readArguments(process.argv.slice(2))
  // The network goes with the process, so it is enough to end that.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
  let failed = false
  for (const [name, scenario] of scenarios) {
    say(`looking at ${name}`)
    const { table, failures } = await look(scenario, selection)
    console.log(`\n${name}\n\n${table}\n`)
    for (const failure of failures) console.error(`unexpected: ${failure}`)
    failed ||= failures.length > 0
    if (write && failures.length === 0) await keepFindings(name, table)
  }
  return failed ? 1 : 0
})

async function look({ busyCamera, look }: Scenario, selection: Selection): Promise<Findings> {
  const lab = await Lab.open({ busyCamera })
  try {
    return await look(lab, selection)
  } finally {
    await lab.close()
  }
}

interface Arguments {
  scenarios: [string, Scenario][]
  selection: Selection
  write: boolean
}

/** @throws SetupError when they make no sense */
function readArguments(words: string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: words,
    options: { write: { type: 'boolean', default: false }, short: { type: 'boolean', default: false } },
    allowPositionals: true
  })
  const named = [...SCENARIOS].filter(([name]) => positionals.includes(name))
  const kinds = positionals.filter(isNatKind)
  const unknown = positionals.find((word) => !SCENARIOS.has(word) && !isNatKind(word))
  if (unknown !== undefined) {
    const known = `${[...SCENARIOS.keys()].join(', ')}; networks are ${NAT_KINDS.join(', ')}`
    throw new SetupError(`the lab has no ${unknown}; there are ${known}`)
  }
  const { short, write } = values
  if (write && (short || kinds.length > 0))
    throw new SetupError('--write keeps all networks, not some of them')
  return { scenarios: named.length === 0 ? [...SCENARIOS] : named, selection: { kinds, short }, write }
}
