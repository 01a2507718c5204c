import { homedir } from 'node:os'
import { inspect } from 'node:util'
import log from 'electron-log/main.js'
import { redact } from './redact.ts'

/** Where the main process says what it does: a rotating file in the profile's folder, and the terminal. */
export type Log = Pick<typeof log, 'error' | 'warn' | 'info' | 'debug'>

/** What of electron-log is used here; its variant for plain Node has it as well. */
type Logger = Pick<typeof log, 'hooks' | 'error' | 'warn' | 'info' | 'debug'> & {
  transports: Pick<typeof log.transports, 'file' | 'console'>
}

/** When the file becomes `parley.old.log`, in place of the one before, in bytes: there are never more than two. */
const LOG_SIZE = 2 * 1024 * 1024

/**
 * @param folder the profile's folder for logs
 * @param logger another one than the app's own, in tests
 */
export function openLog(folder: string, logger: Logger = log, home = homedir()): Log {
  const { file, console } = logger.transports
  file.resolvePathFn = () => `${folder}/parley.log`
  file.level = 'info'
  file.maxSize = LOG_SIZE
  // Of its owner alone.
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  console.level = 'info'
  logger.hooks.push((message) => ({ ...message, data: [redact(message.data.map(asText).join(' '), home)] }))
  return logger
}

/** A part of a line in words, so that nothing in it is left out when the line is redacted. */
function asText(part: unknown): string {
  return typeof part === 'string' ? part : inspect(part, { depth: 4 })
}
