import * as v from 'valibot'

/** The SHA-256 digest of a certificate in base64url, without padding: 43 characters. */
export const fingerprintSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/))

/** What the fragment of an invite link says it by: browsers send that to nobody. */
const IN_FRAGMENT = /^#sha256=(.*)$/

/** The fragment of an invite link; empty without a fingerprint. */
export function fingerprintFragment(fingerprint: string | null): string {
  return fingerprint === null ? '' : `#sha256=${fingerprint}`
}

/** Reads it from the fragment of a link, `#` included. @returns null when there is none, or it is none */
export function parseFingerprintFragment(fragment: string): string | null {
  const parsed = v.safeParse(fingerprintSchema, IN_FRAGMENT.exec(fragment)?.[1])
  return parsed.success ? parsed.output : null
}

/** As people compare it: sixteen groups of four hexadecimal digits, as browsers show it but for the spaces. */
export function fingerprintGroups(fingerprint: string): string[] {
  const bytes = atob(fingerprint.replaceAll('-', '+').replaceAll('_', '/'))
  const digits = [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  return digits.toUpperCase().match(/.{4}/g) ?? []
}
