import type { Logger } from '../logger.ts'

/** A logger for tests that don't look at the log. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} }
