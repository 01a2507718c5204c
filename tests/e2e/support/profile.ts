import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseSettings, type Settings } from '../../../protocol/settings.ts'

/** Where a test's administrator puts their settings, in the profile. */
export const MANAGED_FILE = 'managed.json'

export interface ProfileOptions {
  /** What the file of the settings holds in place of them. */
  settingsFile?: string
  managed?: object
}

/**
 * Makes a profile folder of its own for an app, with the given settings stored in it. Nobody is asked whether to leave
 * when an app is closed, unless the settings say so: tests end in the midst of meetings.
 */
export async function createProfile(
  settings: Partial<Settings>,
  {
    settingsFile = JSON.stringify(parseSettings({ confirmLeave: false, ...settings })),
    managed
  }: ProfileOptions = {}
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-profile-'))
  await writeFile(join(folder, 'settings.json'), settingsFile)
  if (managed !== undefined) await writeFile(join(folder, MANAGED_FILE), JSON.stringify(managed))
  return folder
}

/** Removes a profile. An app that has just been closed may still write into it, hence the tries. */
export async function removeProfile(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
