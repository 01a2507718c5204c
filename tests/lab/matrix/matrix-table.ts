import { textTable, type Column } from '../../bench/text-table.ts'
import { describePath } from '../media-path.ts'
import type { NatKind } from '../network/nat-kind.ts'
import type { Outcome } from './measure-pair.ts'

/** What came of a pair of networks. */
export interface MatrixRow {
  pair: readonly [NatKind, NatKind]
  withoutRelay: Outcome
  withRelay: Outcome
}

const COLUMNS: readonly Column[] = [
  { title: 'networks', holds: 'text' },
  { title: 'without TURN', holds: 'text' },
  { title: 'after', holds: 'numbers' },
  { title: 'with TURN', holds: 'text' },
  { title: 'after', holds: 'numbers' }
]

export function matrixTable(rows: readonly MatrixRow[]): string {
  return textTable(
    COLUMNS,
    rows.map(({ pair, withoutRelay, withRelay }) => [
      pair.join(' + '),
      ...cellsOf(withoutRelay),
      ...cellsOf(withRelay)
    ])
  )
}

function cellsOf(outcome: Outcome): [string, string] {
  return outcome === null ? ['no', ''] : [describePath(outcome.path), `${outcome.firstPicture} ms`]
}
