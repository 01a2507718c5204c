import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import { chmodSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { Log } from './log.ts'
import { codeOf } from './new-file.ts'

/** What the embedded server shows of itself on the network. */
export interface ServerCertificate {
  /** In PEM, both of them. */
  key: string
  cert: string
  /** See `fingerprintSchema`. */
  fingerprint: string
}

export interface ServerCertificateOptions {
  /** The file in which key and certificate are kept. */
  path: string
  /** Makes new ones, in PEM. */
  make: () => Promise<{ key: string; cert: string }>
  now: () => number
  log: Log
}

/** A certificate is replaced when it is good for less than so long, in milliseconds: meetings and links outlast nights. */
const MARGIN = 30 * 24 * 60 * 60 * 1000

/** The file is its owner's alone. */
const MODE = 0o600

const KEY = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/

/**
 * The certificate of the embedded server. It is made at first use and kept, so that the fingerprint that people have
 * compared stays the same, also on other networks: what guests trust is the fingerprint, not the addresses in it. A new one
 * with a new key is made when it runs out within a month, or when the file is damaged, which is set aside. One that can't be
 * kept lasts as long as the app.
 */
export async function loadServerCertificate(options: ServerCertificateOptions): Promise<ServerCertificate> {
  const { path, make, log } = options
  const kept = readKept(options)
  if (kept !== null) return kept
  const { key, cert } = await make()
  try {
    // Beside it first: half a file would be a damaged one. What was left there may be readable by others.
    const beside = `${path}.new`
    rmSync(beside, { force: true })
    writeFileSync(beside, `${key.trimEnd()}\n${cert}`, { mode: MODE, flag: 'wx' })
    renameSync(beside, path)
    log.info('A certificate for hosting on the network was made')
  } catch (error) {
    log.error('The certificate for hosting on the network cannot be kept', error)
  }
  return { key, cert, fingerprint: fingerprintOf(new X509Certificate(cert)) }
}

/** The fingerprint of the certificate that is kept and shown; null when there is none yet. Makes none. */
export function keptFingerprint(options: Omit<ServerCertificateOptions, 'make'>): string | null {
  return readKept(options)?.fingerprint ?? null
}

function readKept({ path, now, log }: Omit<ServerCertificateOptions, 'make'>): ServerCertificate | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
    if (process.platform !== 'win32' && (statSync(path).mode & 0o777) !== MODE) chmodSync(path, MODE)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') log.error('The certificate for hosting cannot be read', error)
    return null
  }
  const pair = readPair(text)
  if (pair === null) {
    setAside(path, now(), log)
    return null
  }
  const { key, cert, certificate } = pair
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)]
  // A clock that was wrong when it was made is reason enough for another one.
  if (now() < from || now() > to - MARGIN) return null
  return { key, cert, fingerprint: fingerprintOf(certificate) }
}

function readPair(text: string): { key: string; cert: string; certificate: X509Certificate } | null {
  const key = KEY.exec(text)?.[0]
  const cert = CERTIFICATE.exec(text)?.[0]
  if (key === undefined || cert === undefined) return null
  try {
    const certificate = new X509Certificate(cert)
    return certificate.checkPrivateKey(createPrivateKey(key)) ? { key, cert, certificate } : null
  } catch {
    return null
  }
}

/** Without colons in the date, which file systems of Windows don't have in names. */
function setAside(path: string, now: number, log: Log): void {
  const date = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  try {
    renameSync(path, `${path}.corrupt-${date}`)
    log.error('The certificate for hosting made no sense and is set aside')
  } catch (error) {
    log.error('The certificate for hosting makes no sense and cannot be set aside', error)
  }
}

function fingerprintOf(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('base64url')
}
