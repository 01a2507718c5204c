import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseSettings, type Settings } from '../../../protocol/settings.ts'

/**
 * Makes a profile folder of its own for an app, with the given settings stored in it. Nobody is asked whether to leave
 * when an app is closed, unless the settings say so: tests end in the midst of meetings.
 *
 * @param file what the file of settings holds instead of them
 */
export async function createProfile(
  settings: Partial<Settings>,
  file = JSON.stringify(parseSettings({ confirmLeave: false, ...settings }))
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-profile-'))
  await writeFile(join(folder, 'settings.json'), file)
  return folder
}

/** Removes a profile. An app that has just been closed may still write into it, hence the tries. */
export async function removeProfile(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
