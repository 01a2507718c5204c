import { isIPv4, isIPv6 } from 'node:net'
import type { Session } from 'electron'
import type { PinnedServer } from '../../protocol/desktop.ts'

/** Chromium's answers to who asks about a certificate: it is good, it isn't, Chromium is to judge. */
const VERDICT = { good: 0, bad: -2, chromium: -3 } as const

/**
 * Accepts the one certificate that an invite link has named by its fingerprint, for the one host that it leads to. It has
 * to be an address: names have those who vouch for them, and nothing in a link puts itself in their place.
 */
export class PinnedCertificate {
  readonly #configured: () => string | null
  #session: Session | null = null
  #pin: { host: string; fingerprint: string } | null = null

  /** @param configured origin of the server in the settings, which no link changes; null without one */
  constructor(configured: () => string | null) {
    this.#configured = configured
  }

  guard(session: Session): void {
    this.#session = session
    this.#watch()
  }

  /** Takes the place of the one before; null takes it back. */
  set(pin: PinnedServer | null): void {
    const named =
      pin === null ? null : { host: hostOf(pin.server), fingerprint: chromiumForm(pin.fingerprint) }
    if (named?.host === this.#pin?.host && named?.fingerprint === this.#pin?.fingerprint) return
    this.#pin = named
    this.#watch()
  }

  /** Chromium remembers verdicts for a while, also bad ones; a procedure that is set anew is asked anew. */
  #watch(): void {
    this.#session?.setCertificateVerifyProc(({ hostname, certificate }, answer) =>
      answer(this.#judge(hostname, certificate.fingerprint))
    )
  }

  /** @param fingerprint as Chromium writes it: `sha256/` and base64 */
  #judge(hostname: string, fingerprint: string): number {
    const host = hostname.replace(/^\[|\]$/g, '')
    const configured = this.#configured()
    if (host !== this.#pin?.host || !(isIPv4(host) || isIPv6(host))) return VERDICT.chromium
    if (configured !== null && hostOf(configured) === host) return VERDICT.chromium
    return fingerprint === this.#pin.fingerprint ? VERDICT.good : VERDICT.bad
  }
}

function hostOf(origin: string): string {
  return new URL(origin).hostname.replace(/^\[|\]$/g, '')
}

function chromiumForm(fingerprint: string): string {
  return `sha256/${Buffer.from(fingerprint, 'base64url').toString('base64')}`
}
