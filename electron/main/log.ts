import log from 'electron-log/main.js'

/** Where the main process says what it does: a rotating file in the profile's folder, and the terminal. */
export type Log = Pick<typeof log, 'error' | 'warn' | 'info' | 'debug'>

/** @param folder the profile's folder for logs */
export function openLog(folder: string): Log {
  log.transports.file.resolvePathFn = () => `${folder}/parley.log`
  log.transports.file.level = 'info'
  log.transports.file.maxSize = 2 * 1024 * 1024
  log.transports.console.level = 'info'
  return log
}
