import { createHash, X509Certificate } from 'node:crypto'

/** The switch with which a browser trusts one certificate, and no other that nobody vouches for. */
export function trustSwitch(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' })
  return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`
}
