import type { Figure } from './figure.ts'

const HEAD = ['figure', 'value', 'unit', 'min', 'max', 'n', 'limit', 'ratio']

/** Columns of text; the others are numbers, which stand at the right. */
const TEXT_COLUMNS = new Set([0, 2])

/** Lays figures out as a table, for a terminal as well as for Markdown. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cellsOf)]
  const widths = HEAD.map((_title, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const lines = rows.map((row) =>
    line(
      row.map((cell, column) =>
        TEXT_COLUMNS.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
      )
    )
  )
  const rule = line(
    widths.map((width, column) =>
      TEXT_COLUMNS.has(column) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`
    )
  )
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}

function cellsOf({ id, value, unit, min, max, n, limit, ratio }: Figure): string[] {
  return [id, value, unit, min, max, n, limit ?? '', ratio ?? ''].map(String)
}
