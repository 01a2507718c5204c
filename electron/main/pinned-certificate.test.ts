import type { Request as VerifyRequest, Session } from 'electron'
import { beforeEach, expect, test } from 'vitest'
import { PinnedCertificate } from './pinned-certificate.ts'

const SERVER = 'https://192.168.1.5:7420'
const DIGEST = Buffer.alloc(32, 0xfb)
const PIN = { server: SERVER, fingerprint: DIGEST.toString('base64url') }
const [GOOD, BAD, CHROMIUM] = [0, -2, -3]

type Procedure = Parameters<Session['setCertificateVerifyProc']>[0] & {}

let procedures: Procedure[]
let configured: string | null
let pinned: PinnedCertificate

beforeEach(() => {
  procedures = []
  configured = null
  pinned = new PinnedCertificate(() => configured)
  const session: Pick<Session, 'setCertificateVerifyProc'> = {
    setCertificateVerifyProc: (procedure) => void procedures.push(procedure!)
  }
  pinned.guard(session as Session)
})

/** What a certificate comes to that Chromium itself trusts, or doesn't. */
function judge(hostname: string, digest = DIGEST): number | undefined {
  let verdict: number | undefined
  const certificate = { fingerprint: `sha256/${digest.toString('base64')}` }
  procedures.at(-1)!({ hostname, certificate } as VerifyRequest, (answer) => (verdict = answer))
  return verdict
}

test('without a pin Chromium judges', () => {
  expect(judge('192.168.1.5')).toBe(CHROMIUM)
})

test('the certificate that was named is good for its host, another one is not, and other hosts are as before', () => {
  pinned.set(PIN)
  expect(judge('192.168.1.5')).toBe(GOOD)
  expect(judge('192.168.1.5', Buffer.alloc(32, 1))).toBe(BAD)
  expect(judge('192.168.1.6')).toBe(CHROMIUM)
  expect(judge('meet.example.org')).toBe(CHROMIUM)
  pinned.set(null)
  expect(judge('192.168.1.5')).toBe(CHROMIUM)
})

test('a host of IPv6 is named with brackets or without', () => {
  pinned.set({ ...PIN, server: 'https://[fd12::1]:7420' })
  expect([judge('fd12::1'), judge('[fd12::1]')]).toEqual([GOOD, GOOD])
})

test('a link decides nothing about a name, nor about the server in the settings', () => {
  pinned.set({ ...PIN, server: 'https://meet.example.org' })
  expect([judge('meet.example.org'), judge('meet.example.org', Buffer.alloc(32, 1))]).toEqual([
    CHROMIUM,
    CHROMIUM
  ])
  pinned.set(PIN)
  configured = 'https://192.168.1.5'
  expect([judge('192.168.1.5'), judge('192.168.1.5', Buffer.alloc(32, 1))]).toEqual([CHROMIUM, CHROMIUM])
})

test('each change is a new procedure, so that what Chromium remembers is forgotten', () => {
  pinned.set(PIN)
  pinned.set(PIN)
  expect(procedures).toHaveLength(2)
  pinned.set(null)
  expect(procedures).toHaveLength(3)
})
