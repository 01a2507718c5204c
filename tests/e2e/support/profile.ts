import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseSettings, type Settings } from '../../../protocol/settings.ts'

/**
 * Makes a profile folder of its own for an app, with the given settings stored in it.
 *
 * @param file what the file of settings holds instead of them
 */
export async function createProfile(
  settings: Partial<Settings>,
  file = JSON.stringify(parseSettings(settings))
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-profile-'))
  await writeFile(join(folder, 'settings.json'), file)
  return folder
}

/** Removes a profile. An app that has just been closed may still write into it, hence the tries. */
export async function removeProfile(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
