import { aimText, isReached, type Aims } from './aim.ts'
import type { Figure } from './figure.ts'
import { textTable, type Column } from './text-table.ts'

const COLUMNS: readonly Column[] = [
  { title: 'figure', holds: 'text' },
  { title: 'value', holds: 'numbers' },
  { title: 'unit', holds: 'text' },
  { title: 'min', holds: 'numbers' },
  { title: 'max', holds: 'numbers' },
  { title: 'n', holds: 'numbers' },
  { title: 'limit', holds: 'numbers' },
  { title: 'ratio', holds: 'numbers' },
  { title: 'aim', holds: 'text' },
  { title: 'reached', holds: 'text' }
]

/** Lays figures out as a table, beside what they are to come to, for a terminal as well as for Markdown. */
export function figureTable(figures: readonly Figure[], aims: Aims = {}): string {
  const measured = new Set(figures.map(({ id }) => id))
  const unmeasured = Object.entries(aims).filter(([id]) => !measured.has(id))
  return textTable(COLUMNS, [
    ...figures.map((figure) => cellsOf(figure, aims)),
    // What has no figure hasn't come to anything.
    ...unmeasured.map(([id, aim]) => [id, ...Array<string>(7).fill(''), aimText(aim), 'not measured'])
  ])
}

function cellsOf(figure: Figure, aims: Aims): string[] {
  const { id, value, unit, min, max, n, limit, ratio } = figure
  const aim = aims[id]
  const aimed = aim === undefined ? ['', ''] : [aimText(aim), isReached(figure, aim) ? 'yes' : '**no**']
  return [id, value, unit, min, max, n, limit ?? '', ratio ?? '', ...aimed].map(String)
}
