/**
 * Where the call domain says what it does. error = someone must act; warn = degraded; info = one line per
 * lifecycle step; debug = the rest. Details never hold what opens a room: tokens, keys, descriptions.
 */
export interface Logger {
  debug(message: string, detail?: unknown): void
  info(message: string, detail?: unknown): void
  warn(message: string, detail?: unknown): void
  error(message: string, detail?: unknown): void
}

/* eslint-disable no-console -- This is the one place that writes to the console. */
const write =
  (method: 'debug' | 'info' | 'warn' | 'error') =>
  (message: string, detail?: unknown): void => {
    if (detail === undefined) console[method](message)
    else console[method](message, detail)
  }
/* eslint-enable no-console */

export const consoleLogger: Logger = {
  debug: write('debug'),
  info: write('info'),
  warn: write('warn'),
  error: write('error')
}
