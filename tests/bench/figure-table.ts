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
  { title: 'ratio', holds: 'numbers' }
]

/** Lays figures out as a table, for a terminal as well as for Markdown. */
export function figureTable(figures: readonly Figure[]): string {
  return textTable(COLUMNS, figures.map(cellsOf))
}

function cellsOf({ id, value, unit, min, max, n, limit, ratio }: Figure): string[] {
  return [id, value, unit, min, max, n, limit ?? '', ratio ?? ''].map(String)
}
