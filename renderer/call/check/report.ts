import type { CheckState } from './check-state.ts'
import type { Findings, TargetFinding } from './findings.ts'

/** What stands in the place of an address. */
const MASKED = '(address)'

/**
 * A check in plain text, for whoever runs the server. It is English in every language, as what it names is. It holds
 * names of servers, times and codes; of this person nothing: no address, credential, room or token. Addresses of servers
 * are left out as well, since the app's own server has this person's.
 *
 * @param about the version of the app and the like, a line
 */
export function formatReport(state: CheckState, about: string): string {
  if (state.status === 'idle') return ''
  const { signaling, targets, mapping, relay } = state.findings
  return [
    `Parley connection check (${about})`,
    `Verdict: ${state.status === 'done' ? state.verdict.code : state.status}`,
    `Signaling: ${signaling === null ? '-' : signaling.ok ? milliseconds(signaling.roundTrip) : signaling.reason}`,
    ...(targets?.length === 0 ? ['ICE servers: none'] : (targets ?? []).map(targetLine)),
    `NAT mapping: ${mapping ?? '-'}`,
    `Relay: ${relay === null ? '-' : relayLine(relay)}`,
    ''
  ].join('\n')
}

function targetLine({ target, outcome }: TargetFinding): string {
  const result = outcome === null ? '-' : outcome.ok ? milliseconds(outcome.time) : outcome.reason
  return `${maskAddresses(target.url)} (${target.kind} over ${target.transport}): ${result}`
}

function relayLine(relay: NonNullable<Findings['relay']>): string {
  if (relay.status !== 'measured') return relay.status
  const { rate, loss, roundTrip } = relay.figures
  const time = roundTrip === null ? 'no round trip' : `round trip ${milliseconds(roundTrip)}`
  return `${Math.round(rate / 1_000)} kbit/s, ${(loss * 100).toFixed(1)} % lost, ${time}`
}

function milliseconds(time: number): string {
  return `${Math.round(time)} ms`
}

/** Puts a word in the place of IPv4 and IPv6 addresses, in whatever form. */
export function maskAddresses(text: string): string {
  return text.replace(/\[[^\]]*\]/g, `[${MASKED}]`).replace(/\d{1,3}(?:\.\d{1,3}){3}/g, MASKED)
}
