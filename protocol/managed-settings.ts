import * as v from 'valibot'
import { settingsSchema, type SettingKey, type Settings } from './settings.ts'

/** What an administrator doesn't set: what somebody is called, the devices of their machine, where they have been. */
const PERSONAL = new Set<SettingKey>(['name', 'color', 'camera', 'microphone', 'speaker', 'recentMeetings'])

/** What the administrator of a machine has set for everybody who uses the app on it. */
export interface ManagedSettings {
  /** What holds until the person changes it. */
  defaults: Partial<Settings>
  /** What holds whatever the person does. */
  locked: Partial<Settings>
}

const objectSchema = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value)),
  v.record(v.string(), v.unknown())
)

export const UNMANAGED: ManagedSettings = { defaults: {}, locked: {} }

/**
 * Reads `{ "defaults": {…}, "locked": {…} }`. A field that can't be used is left out, and the others hold: one slip
 * shouldn't undo every lock.
 *
 * @returns what holds, and what is wrong, a sentence each
 */
export function parseManagedSettings(stored: unknown): { managed: ManagedSettings; problems: string[] } {
  const outer = v.safeParse(objectSchema, stored)
  if (!outer.success) {
    return { managed: UNMANAGED, problems: ['It has to be an object with "defaults" and "locked"'] }
  }
  const problems = Object.keys(outer.output)
    .filter((part) => part !== 'defaults' && part !== 'locked')
    .map((part) => `"${part}" is neither "defaults" nor "locked"`)
  const read = (part: keyof ManagedSettings): Partial<Settings> => {
    const inner = v.safeParse(objectSchema, outer.output[part] ?? {})
    if (!inner.success) problems.push(`"${part}" is no object`)
    const fields = Object.entries(inner.success ? inner.output : {}).flatMap(([key, value]) => {
      const problem = problemOf(key, value)
      if (problem !== null) problems.push(`"${part}.${key}" ${problem}`)
      return problem === null ? [[key, value] as const] : []
    })
    return Object.fromEntries(fields)
  }
  return { managed: { defaults: read('defaults'), locked: read('locked') }, problems }
}

/** The keys that an administrator has locked. */
export function lockedKeys({ locked }: ManagedSettings): SettingKey[] {
  return Object.keys(locked) as SettingKey[]
}

function problemOf(key: string, value: unknown): string | null {
  if (!Object.hasOwn(settingsSchema.entries, key)) return 'is no setting'
  if (PERSONAL.has(key as SettingKey)) return "is a person's own"
  return v.is(settingsSchema.entries[key as SettingKey], value) ? null : 'has a value that it cannot have'
}
