import { readFileSync } from 'node:fs'
import { parseManagedSettings, UNMANAGED, type ManagedSettings } from '../../protocol/managed-settings.ts'
import type { Log } from './log.ts'
import { codeOf } from './new-file.ts'

export interface ManagedSettingsPlace {
  platform: NodeJS.Platform
  environment: NodeJS.ProcessEnv
  /** Whether this is the installed app, which takes no path from whoever starts it. */
  packaged: boolean
}

/**
 * Where the administrator's file is: a folder of the system that people can't write to, whatever their environment says.
 * On Windows that isn't `ProgramData`, where anybody may make a folder.
 */
export function managedSettingsPath({ platform, environment, packaged }: ManagedSettingsPlace): string {
  const forTests = environment['PARLEY_MANAGED_SETTINGS']
  if (!packaged && forTests !== undefined) return forTests
  if (platform === 'win32') return 'C:\\Program Files\\Parley\\managed.json'
  if (platform === 'darwin') return '/Library/Application Support/Parley/managed.json'
  return '/etc/parley/managed.json'
}

/** What the administrator has set; nothing where there is no file, or none that can be used, which the log says. */
export function loadManagedSettings(path: string, log: Log): ManagedSettings {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') {
      log.error(`The administrator's settings in ${path} can't be read and are ignored`, error)
    }
    return UNMANAGED
  }
  try {
    // Editors on Windows begin a file with a byte order mark, which JSON doesn't know.
    const { managed, problems } = parseManagedSettings(JSON.parse(text.replace(/^\uFEFF/, '')))
    for (const problem of problems) log.error(`The administrator's settings in ${path}: ${problem}`)
    const [defaults, locked] = [managed.defaults, managed.locked].map((part) => Object.keys(part).join(', '))
    log.info(`The administrator has set defaults (${defaults}) and locks (${locked})`)
    return managed
  } catch {
    log.error(`The administrator's settings in ${path} aren't JSON and are ignored`)
    return UNMANAGED
  }
}
