import { app } from 'electron'
import { HELP, type AppAction, type Command } from './command-line.ts'

/** What waits for a Parley that runs: the others begin something, and so start one. */
const NEEDS_RUNNING: ReadonlySet<AppAction> = new Set(['microphone', 'camera', 'hand', 'leave', 'quit'])

/**
 * Does what the command line asks for: says something and ends, hands an action to the app that runs and ends, or starts
 * the app.
 *
 * @param start given what is asked for besides; null without such a thing
 */
export function begin(command: Command, start: (first: AppAction | null) => void): void {
  switch (command.type) {
    case 'print':
      finish(0, process.stdout, command.text === 'help' ? HELP : `${app.getName()} ${app.getVersion()}\n`)
      break
    case 'refuse':
      finish(2, process.stderr, `${command.message}\nSee parley --help.\n`)
      break
    case 'act':
      if (!app.requestSingleInstanceLock({ action: command.action })) finish(0, process.stdout, '')
      else if (NEEDS_RUNNING.has(command.action)) finish(1, process.stderr, 'Parley is not running.\n')
      else start(command.action)
      break
    case 'start':
      if (app.requestSingleInstanceLock()) start(null)
      else app.quit()
  }
}

/** Ends the process once what it says is out. */
export function finish(code: number, output: NodeJS.WriteStream, text: string): void {
  output.write(text, () => app.exit(code))
}
