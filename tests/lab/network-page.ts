import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { PROJECT } from '../../build/scripts/project.ts'

const PAGE = join(PROJECT, 'docs/network.md')

/** Puts what a scenario found into its place in docs/network.md. @throws Error when it has no place there */
export async function keepFindings(scenario: string, table: string): Promise<void> {
  const text = replaceSection(readFileSync(PAGE, 'utf8'), scenario, table)
  writeFileSync(PAGE, await format(text, { ...(await resolveConfig(PAGE)), filepath: PAGE }))
}

/** Replaces what stands between a text's `<!-- name -->` and `<!-- /name -->`. @throws Error when it lacks these */
export function replaceSection(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [before, inside, ...others] = text.split(start)
  const after = inside?.split(end)[1]
  if (before === undefined || after === undefined || others.length > 0)
    throw new Error(`There is no place between ${start} and ${end}`)
  return `${before}${start}\n\n${content}\n\n${end}${after}`
}
