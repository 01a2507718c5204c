import { createPublicKey } from 'node:crypto'
import { SetupError } from '../scripts/project.ts'

/** Where an app looks for newer versions, and whose signature it believes. It is packed into the app. */
export interface UpdateSource {
  /** Address of the folder with the channels' files. */
  url: string
  /** Ed25519, DER of a SubjectPublicKeyInfo (RFC 8410), in base64. */
  publicKey: string
}

/**
 * Reads it from PARLEY_UPDATE_URL and PARLEY_UPDATE_PUBLIC_KEY.
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
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
    throw new SetupError(`PARLEY_UPDATE_URL is ${url}; it has to be an https address`)
  }
  if (!isEd25519(publicKey)) {
    throw new SetupError('PARLEY_UPDATE_PUBLIC_KEY is no Ed25519 public key (DER of SPKI, in base64)')
  }
  return { url, publicKey }
}

function isEd25519(publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}
