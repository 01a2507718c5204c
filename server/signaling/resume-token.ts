import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto'
import * as v from 'valibot'
import { peerIdSchema } from '../../protocol/identity.ts'
import { roleSchema } from '../../protocol/moderation.ts'

/** How long after its issue a token is accepted, in milliseconds: 24 hours. */
export const RESUME_TOKEN_LIFETIME = 24 * 60 * 60 * 1000

const claimSchema = v.object({
  room: v.string(),
  peer: peerIdSchema,
  role: roleSchema,
  /** Unix time in milliseconds. */
  joinedAt: v.number()
})

const signedSchema = v.object({ ...claimSchema.entries, expires: v.number() })

/** Who somebody is in which room, and what they were there when the token was issued. */
export type ResumeClaim = v.InferOutput<typeof claimSchema>

/** Sets these signatures apart from any other use of the same secret. */
const PURPOSE = 'parley resume token 1'

/**
 * Signed claims to be a certain peer in a certain room: `base64url(JSON) + '.' + base64url(HMAC-SHA256)`.
 * Nothing is stored, so a server restarted with the same secret accepts what an earlier one issued.
 */
export class ResumeTokens {
  readonly #key: KeyObject

  /** @param secret the key; at least 32 characters that can't be guessed */
  constructor(secret: string) {
    this.#key = createSecretKey(secret, 'utf8')
  }

  /** @param now Unix time in milliseconds */
  issue({ room, peer, role, joinedAt }: ResumeClaim, now: number): string {
    const expires = now + RESUME_TOKEN_LIFETIME
    const body = Buffer.from(JSON.stringify({ room, peer, role, joinedAt, expires })).toString('base64url')
    return `${body}.${this.#sign(body)}`
  }

  /**
   * @param now Unix time in milliseconds
   * @returns what the token says of the peer who may return to this room, or null for a token that is forged,
   *   expired or for another room
   */
  verify(token: string, room: string, now: number): ResumeClaim | null {
    const [body, signature, ...rest] = token.split('.')
    if (body === undefined || signature === undefined || rest.length > 0) return null
    const given = Buffer.from(signature)
    const expected = Buffer.from(this.#sign(body))
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
    // Signed by us, but perhaps by another version of us.
    const claim = v.safeParse(signedSchema, JSON.parse(Buffer.from(body, 'base64url').toString()))
    if (!claim.success || claim.output.room !== room || now >= claim.output.expires) return null
    const { peer, role, joinedAt } = claim.output
    return { room, peer, role, joinedAt }
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#key).update(`${PURPOSE}.${body}`).digest('base64url')
  }
}
