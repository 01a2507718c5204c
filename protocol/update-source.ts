import * as v from 'valibot'

/** Where an app looks for newer versions, and whose signature it believes. It is packed into the app. */
export const updateSourceSchema = v.object({
  /** Address of the folder with the channels' files. */
  url: v.pipe(v.string(), v.url(), v.startsWith('https://')),
  /** Ed25519, DER of a SubjectPublicKeyInfo (RFC 8410), in base64. */
  publicKey: v.pipe(v.string(), v.base64(), v.nonEmpty())
})
export type UpdateSource = v.InferOutput<typeof updateSourceSchema>

/** What follows the name of a channel's file in that of its signature. */
export const SIGNATURE_SUFFIX = '.sig'

/**
 * What is signed of a channel's file. Its name is part of it, so that no server can pass the file of one channel or
 * platform off as that of another. The signature is over its UTF-8 bytes.
 *
 * @param name such as `latest-linux.yml`
 */
export function signedMessage(name: string, content: string): string {
  return `parley update\n${name}\n${content}`
}
