/** A column's title, and whether it holds text or numbers, which stand at the right. */
export interface Column {
  title: string
  holds: 'text' | 'numbers'
}

/** Lays a table out for a terminal as well as for Markdown. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, place) =>
    Math.max(3, title.length, ...rows.map((row) => row[place]?.length ?? 0))
  )
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const lay = (cells: readonly string[]) =>
    line(
      columns.map(({ holds }, place) => {
        const [cell = '', width = 0] = [cells[place], widths[place]]
        return holds === 'text' ? cell.padEnd(width) : cell.padStart(width)
      })
    )
  const rule = columns.map(({ holds }, place) => {
    const width = widths[place] ?? 0
    return holds === 'text' ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`
  })
  return [lay(columns.map(({ title }) => title)), line(rule), ...rows.map(lay)].join('\n')
}
