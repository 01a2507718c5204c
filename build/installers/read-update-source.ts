import { createPublicKey } from 'node:crypto'
import * as v from 'valibot'
import { updateSourceSchema, type UpdateSource } from '../../protocol/update-source.ts'
import { SetupError } from '../scripts/project.ts'

/**
 * Reads from PARLEY_UPDATE_URL and PARLEY_UPDATE_PUBLIC_KEY where the app will look for updates.
 *
 * @returns null when neither is set: the app doesn't look for updates then
 * @throws SetupError when there is one without the other, or it can't be used
 */
export function readUpdateSource(environment: NodeJS.ProcessEnv): UpdateSource | null {
  const { PARLEY_UPDATE_URL: url = '', PARLEY_UPDATE_PUBLIC_KEY: publicKey = '' } = environment
  if (url === '' && publicKey === '') return null
  if (url === '' || publicKey === '') {
    throw new SetupError('PARLEY_UPDATE_URL and PARLEY_UPDATE_PUBLIC_KEY go together: updates are signed')
  }
  if (!isEd25519(publicKey)) {
    throw new SetupError('PARLEY_UPDATE_PUBLIC_KEY is no Ed25519 public key (DER of SPKI, in base64)')
  }
  const source = v.safeParse(updateSourceSchema, { url, publicKey })
  if (source.success) return source.output
  throw new SetupError(`PARLEY_UPDATE_URL is ${url}; it has to be an https address`)
}

function isEd25519(publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}
