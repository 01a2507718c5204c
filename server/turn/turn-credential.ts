import { createHmac } from 'node:crypto'

/** What a TURN server asks of those who want to use it. */
export interface TurnCredential {
  username: string
  credential: string
}

/**
 * A credential that ends by itself. The TURN server knows the same secret, reads the time in the name and computes the
 * password anew, so nothing is stored on either side (draft-uberti-behave-turn-rest-00 section 2.2; coturn's
 * `use-auth-secret`). SHA-1 is the scheme's; as the key of an HMAC the secret is safe with it.
 *
 * @param user tells allocations apart in the TURN server's quotas and log. It crosses the network in the clear
 * @param expires Unix time in milliseconds
 */
export function turnCredential(secret: string, user: string, expires: number): TurnCredential {
  // A whole second, and none less than was asked for.
  const username = `${Math.ceil(expires / 1000)}:${user}`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}
