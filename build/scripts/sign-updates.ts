import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { signUpdates } from '../installers/sign-updates.ts'
import { runMain, say, SetupError } from './project.ts'

/** `npm run sign-updates -- FOLDER`: signs the channels' files in a folder with the key in PARLEY_UPDATE_KEY_FILE. */
await runMain(async () => {
  const folder = resolve(process.argv[2] ?? 'dist')
  const file = process.env.PARLEY_UPDATE_KEY_FILE
  if (file === undefined) throw new SetupError('PARLEY_UPDATE_KEY_FILE has to name the private key')
  const names = await signUpdates(folder, await readFile(file, 'utf8'))
  if (names.length === 0) throw new SetupError(`${folder} has no channel's file to sign`)
  for (const name of names) say(`signed ${name}`)
  return 0
})
