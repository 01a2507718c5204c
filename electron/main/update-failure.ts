import type { UpdateFailure } from '../../protocol/updates.ts'
import { UntrustedUpdateError } from './untrusted-update-error.ts'

/** Errors of Node's sockets and of Chromium's network that say that nobody answers. */
const UNREACHABLE =
  /^(?:ECONN|ENOTFOUND|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|EAI_AGAIN|HTTP_ERROR_|ERR_UPDATER_CHANNEL)/
const CHROMIUM_NETWORK = /net::ERR_/

/** What electron-updater says of a file that isn't the one that was signed for, or by whom it has to be. */
const UNTRUSTED = new Set([
  'ERR_CHECKSUM_MISMATCH',
  'ERR_UPDATER_INVALID_SIGNATURE',
  'ERR_UPDATER_NO_CHECKSUM'
])

/** Why a check or a download has failed, in what a person can be told. */
export function updateFailure(error: unknown): UpdateFailure {
  if (error instanceof UntrustedUpdateError) return 'untrusted'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (UNTRUSTED.has(code)) return 'untrusted'
  const message = error instanceof Error ? error.message : ''
  return UNREACHABLE.test(code) || CHROMIUM_NETWORK.test(message) ? 'unreachable' : 'failed'
}
