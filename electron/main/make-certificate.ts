import { KeyObject } from 'node:crypto'

const DAY = 24 * 60 * 60 * 1000

/** Days for which a certificate is good. Safari takes no more than 825, whoever vouches. */
const LIFETIME = 365

/** ECDSA with P-256: every browser takes it, and a key is made at once. */
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/**
 * Makes a key and a certificate for it that nobody vouches for.
 *
 * @param now Unix time in milliseconds
 * @param addresses IP addresses to which the certificate is issued
 * @returns both in PEM
 */
export async function makeCertificate(
  now: number,
  addresses: readonly string[]
): Promise<{ key: string; cert: string }> {
  const {
    BasicConstraintsExtension,
    ExtendedKeyUsage,
    ExtendedKeyUsageExtension,
    KeyUsageFlags,
    KeyUsagesExtension,
    SubjectAlternativeNameExtension,
    X509CertificateGenerator
  } = await loadLibrary()
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Parley on this network',
    // Clocks of others may be slow.
    notBefore: new Date(now - DAY),
    notAfter: new Date(now + (LIFETIME - 1) * DAY),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(['127.0.0.1', ...addresses].map((value) => ({ type: 'ip', value })))
    ]
  })
  return {
    key: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `${certificate.toString('pem')}\n`
  }
}

/** It is large, needed once a year, and wants its metadata before it is loaded, which a bundle of both doesn't promise. */
async function loadLibrary() {
  await import('reflect-metadata')
  return import('@peculiar/x509')
}
