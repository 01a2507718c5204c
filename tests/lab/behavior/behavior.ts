import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { textTable, type Column } from '../../bench/text-table.ts'
import type { Namespace } from '../network/namespace.ts'
import { NAT_KINDS } from '../network/nat-kind.ts'
import type { Scenario } from '../scenario.ts'
import { BEHAVIORS, type NatBehavior } from './nat-behavior.ts'

const COLUMNS: readonly Column[] = [
  { title: 'network', holds: 'text' },
  { title: 'mapping', holds: 'text' },
  { title: 'filtering', holds: 'text' },
  { title: 'TCP', holds: 'text' }
]

/** Whether the lab's networks are what they are called. If they weren't, nothing else that it says would count. */
export const behavior: Scenario = {
  busyCamera: false,
  look: async (lab, { kinds }) => {
    const { outside, a } = lab.network
    const stopReflector = await startReflector(outside)
    const rows: string[][] = []
    const failures: string[] = []
    try {
      for (const kind of kinds.length === 0 ? NAT_KINDS : kinds) {
        await lab.use({ a: kind, b: 'open' })
        const { mapping, filtering, tcp } = probe(a.client, a.address)
        rows.push([kind, mapping, filtering, tcp])
        const expected = BEHAVIORS[kind]
        if (mapping !== expected.mapping || filtering !== expected.filtering || tcp !== expected.tcp)
          failures.push(`${kind}: expected ${Object.values(expected).join(', ')}`)
      }
    } finally {
      stopReflector()
    }
    return { table: textTable(COLUMNS, rows), failures }
  }
}

function probe(client: Namespace, address: string): NatBehavior {
  const program = join(import.meta.dirname, 'nat-probe.ts')
  return JSON.parse(client.run(process.execPath, [program, address])) as NatBehavior
}

/** @returns what ends it */
async function startReflector(outside: Namespace): Promise<() => void> {
  const [program = '', ...words] = outside.entrance
  const reflector = spawn(program, [...words, process.execPath, join(import.meta.dirname, 'reflector.ts')], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const ended = once(reflector, 'exit').then(() => {
    throw new Error("The reflector can't be started")
  })
  await Promise.race([once(reflector.stdout, 'data'), ended])
  return () => reflector.kill()
}
