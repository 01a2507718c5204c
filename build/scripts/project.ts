import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The folder that holds package.json. */
export const PROJECT = resolve(import.meta.dirname, '../..')

/** Where the project's own commands keep what can be made again. */
export const PROJECT_CACHE = join(PROJECT, '.cache')

/** The person's cache folder (XDG Base Directory Specification), for what several clones can share. */
export function userCache(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment.XDG_CACHE_HOME
  return join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'parley')
}

/** Says a line about the set-up. It goes to stderr: the command's own output is not mixed with it. */
export function say(text: string): void {
  console.error(`parley: ${text}`)
}

/** A reason to stop that the person can act on; it is printed without a stack. */
export class SetupError extends Error {
  override name = 'SetupError'
}

/** Runs a command's main function and ends the process with the exit code that it gives. */
export async function runMain(main: () => Promise<number>): Promise<never> {
  try {
    process.exit(await main())
  } catch (error) {
    if (error instanceof SetupError) say(error.message)
    else console.error(error)
    process.exit(1)
  }
}
