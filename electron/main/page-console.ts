import type { WebContents } from 'electron'
import type { Log } from './log.ts'

/** How much of what a page says goes into the log: letters of a message, and messages in so many milliseconds. */
const LIMITS = { letters: 1_000, messages: 30, period: 60_000 }

/** What counts, by Electron's names and by the numbers of its older versions. */
const LEVELS: ReadonlyMap<unknown, 'warn' | 'error'> = new Map<unknown, 'warn' | 'error'>([
  ['warning', 'warn'],
  ['error', 'error'],
  [2, 'warn'],
  [3, 'error']
])

export interface PageConsoleDependencies {
  log: Log
  now: () => number
}

/**
 * Puts a page's warnings and errors into the log, and with it into a report of a problem: what goes wrong in a meeting
 * mostly does in the page. The log takes out what is private. A page that says the same for ever doesn't drive all the
 * rest out of the log.
 */
export function logConsole(contents: Pick<WebContents, 'on'>, { log, now }: PageConsoleDependencies): void {
  let since = -Infinity
  let count = 0
  contents.on('console-message', (event, oldLevel, oldMessage) => {
    const { level = oldLevel, message = oldMessage }: { level?: unknown; message?: string } = event
    const write = LEVELS.get(level)
    if (write === undefined) return
    if (now() - since >= LIMITS.period) {
      since = now()
      count = 0
    }
    count += 1
    if (count < LIMITS.messages) log[write](`Page: ${oneLine(message)}`)
    else if (count === LIMITS.messages) log.warn('Page: what else it says in this minute is left out')
  })
}

function oneLine(message: string): string {
  const line = message.replace(/\s*\n\s*/g, ' | ')
  return line.length > LIMITS.letters ? `${line.slice(0, LIMITS.letters)}…` : line
}
