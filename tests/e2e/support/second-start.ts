import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { Participant } from './participant.ts'

/** Starts the app once more in somebody's profile, as from a terminal. Settles when that start has ended. */
export async function startAgain(
  { app }: Participant,
  ...words: readonly string[]
): Promise<{ code: number; output: string; errors: string }> {
  const [executable = '', ...own] = await app.evaluate(({ app }) => {
    const profile = app.commandLine.getSwitchValue('user-data-dir')
    return [process.execPath, app.getAppPath(), `--user-data-dir=${profile}`, '--no-sandbox']
  })
  const second = spawn(executable, [...own, ...words])
  const [output, errors, [code]] = await Promise.all([
    text(second.stdout),
    text(second.stderr),
    once(second, 'exit') as Promise<[number]>
  ])
  return { code, output, errors }
}
