import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { updateSourceSchema, type UpdateSource } from '../../protocol/update-source.ts'

const packageSchema = v.object({ updates: updateSourceSchema })

/**
 * Reads where this app looks for updates, from what it was packed with.
 *
 * @param folder of the app; in an installed one that is its archive
 * @returns null for an app that was made without such a place, as in development
 */
export function readUpdateSource(folder: string): UpdateSource | null {
  const facts = v.safeParse(packageSchema, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  return facts.success ? facts.output.updates : null
}
