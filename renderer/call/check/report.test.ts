import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CheckState } from './check-state.ts'
import { iceTargets } from './ice-targets.ts'
import { formatReport, maskAddresses } from './report.ts'

const ABOUT = 'electron linux 1.2.3'

function state(urls: string[], username: string, credential: string): CheckState {
  return {
    status: 'done',
    verdict: { level: 'good', code: 'all-good' },
    findings: {
      signaling: { ok: true, roundTrip: 12.4 },
      targets: iceTargets([{ urls, username, credential }]).map((target, number) => ({
        target,
        outcome: number % 2 === 0 ? { ok: true, time: 31.6 } : { ok: false, reason: 'no-answer' }
      })),
      mapping: 'endpoint-independent',
      relay: { status: 'measured', figures: { rate: 1_940_000, loss: 0.0123, roundTrip: 48 } }
    }
  }
}

test('a report says what was found', () => {
  const urls = [
    'stun:stun.example.org:3478',
    'turns:turn.example.org:443',
    'turn:192.0.2.7:3478?transport=tcp'
  ]
  expect(formatReport(state(urls, 'u', 'c'), ABOUT)).toBe(
    `Parley connection check (electron linux 1.2.3)
Verdict: all-good
Signaling: 12 ms
stun:stun.example.org:3478 (stun over udp): 32 ms
turns:turn.example.org:443 (turn over tls): no-answer
turn:(address):3478?transport=tcp (turn over tcp): 32 ms
NAT mapping: endpoint-independent
Relay: 1940 kbit/s, 1.2 % lost, round trip 48 ms
`
  )
})

test('whatever the names, credentials and addresses are, none is in it', () => {
  const secret = fc.string({ minLength: 1, maxLength: 40 }).map((text) => `§${text}§`)
  const address = fc.oneof(
    fc.ipV4(),
    fc.ipV6().map((ip) => `[${ip}]`)
  )
  const scheme = fc.constantFrom('stun:', 'turn:', 'turns:')
  fc.assert(
    fc.property(
      secret,
      secret,
      scheme,
      fc.array(address, { minLength: 1, maxLength: 4 }),
      (name, key, kind, hosts) => {
        const urls = hosts.map((host) => `${kind}${host}:3478`)
        const report = formatReport(state(urls, name, key), ABOUT)
        for (const hidden of [name, key, ...hosts]) expect(report).not.toContain(hidden)
        expect(report).not.toMatch(/\d+\.\d+\.\d+\.\d+/)
      }
    )
  )
})

test('a check that was never begun has none', () => {
  expect(formatReport({ status: 'idle' }, ABOUT)).toBe('')
})

test('a name that is no address stays', () => {
  expect(maskAddresses('turn:relay-1.example.org:3478')).toBe('turn:relay-1.example.org:3478')
})
