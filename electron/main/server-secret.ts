import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const BYTES = 32

/**
 * The secret that signs the embedded server's resume tokens. It is made once and kept, readable by its owner
 * alone, so that people can return to a meeting after the app was started anew.
 */
export function loadServerSecret(path: string): string {
  try {
    const secret = readFileSync(path, 'utf8')
    if (secret.length === 2 * BYTES) return secret
  } catch {
    // There is none yet, or it can't be read: a new one costs no more than joining again.
  }
  const secret = randomBytes(BYTES).toString('hex')
  writeFileSync(path, secret, { mode: 0o600 })
  return secret
}
