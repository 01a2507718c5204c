type Stored = Record<string, unknown>

/** What version 0 held where the person had changed nothing: it stored every setting with every change. */
const DEFAULTS_OF_0: Stored = {
  name: '',
  color: null,
  language: null,
  theme: 'system',
  server: null,
  hostOnNetwork: true,
  camera: null,
  microphone: null,
  speaker: null,
  joinWithCamera: true,
  joinWithMicrophone: true,
  singleKeyShortcuts: true,
  shareQuality: 'sharp',
  shareAudio: false,
  downloadFolder: null
}

/**
 * From each version to the next. A step never changes once it was released, so it names what it needs itself; nothing
 * is known of what it gets but that it is an object.
 */
const STEPS: readonly ((stored: Stored) => Stored)[] = [
  // Version 1 stores what the person has changed, so that defaults of an administrator reach everything else.
  (stored) =>
    Object.fromEntries(Object.entries(stored).filter(([key, value]) => DEFAULTS_OF_0[key] !== value))
]

/** The version of the settings that this app stores. */
export const SETTINGS_VERSION = STEPS.length

/**
 * Brings stored settings to this app's version. Those of a newer app are left as they are: what still fits is used.
 *
 * @param stored what the file holds; without a `version` it is of version 0
 * @returns what is stored now, with its version
 */
export function migrateSettings(stored: Stored, steps = STEPS): Stored {
  const { version, ...fields } = stored
  const from = typeof version === 'number' && Number.isInteger(version) && version >= 0 ? version : 0
  const migrated = steps.slice(from).reduce((now, step) => step(now), fields)
  return { ...migrated, version: Math.max(from, steps.length) }
}
