import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CheckStep } from '../call/check/check-state.ts'
import type { NatMapping, RelayFinding, SignalingFinding, TargetFinding } from '../call/check/findings.ts'
import type { ConnectionSummary, Trial, TrialStatus } from './connection-summary.ts'
import { useConnectionCheckStore } from '../stores/connection-check.ts'
import { useVerdictTexts } from './use-verdict-texts.ts'

const STEPS: readonly CheckStep[] = ['signaling', 'targets', 'mapping', 'relay']

type Told = Pick<Trial, 'status' | 'text'> & Partial<Pick<Trial, 'parts'>>

/** The check of the connection in words. */
export function useConnectionSummary() {
  const { t } = useI18n()
  const check = useConnectionCheckStore()
  const verdictTexts = useVerdictTexts()

  return computed<ConnectionSummary>(() => {
    const { state } = check
    const running = state.status === 'running' || state.status === 'idle'
    return {
      running,
      verdict:
        state.status === 'done'
          ? { level: state.verdict.level, ...verdictTexts(state.verdict.code) }
          : running
            ? { level: 'none', title: t('check.running'), text: t('check.description') }
            : { level: 'none', title: t('check.cancelled'), text: t('check.cancelledText') },
      trials: STEPS.map((step) => ({ key: step, title: title(step), parts: [], ...tell(step) }))
    }
  })

  function title(step: CheckStep): string {
    switch (step) {
      case 'signaling':
        return t('check.server')
      case 'targets':
        return t('check.targets')
      case 'mapping':
        return t('check.mapping')
      case 'relay':
        return t('check.relay')
    }
  }

  function tell(step: CheckStep): Told {
    const { state } = check
    const findings = state.status === 'idle' ? null : state.findings
    const finding = findings?.[step] ?? null
    const current = state.status === 'idle' ? 'signaling' : state.status === 'running' ? state.step : null
    if (findings?.targets && step === 'targets') return tellTargets(findings.targets, current === step)
    if (finding === null) {
      // What was not reached, because it was cancelled or the server is away, is not tried.
      const status: TrialStatus = step === current ? 'running' : current === null ? 'skipped' : 'waiting'
      return { status, text: status === 'skipped' ? t('check.notTried') : '' }
    }
    if (findings?.signaling && step === 'signaling') return tellSignaling(findings.signaling)
    if (findings?.mapping && step === 'mapping') return tellMapping(findings.mapping)
    if (findings?.relay && step === 'relay') return tellRelay(findings.relay)
    return { status: 'waiting', text: '' }
  }

  function tellSignaling(finding: SignalingFinding): Told {
    if (finding.ok) return { status: 'good', text: t('check.answered', { time: shown(finding.roundTrip) }) }
    const { reason } = finding
    const text =
      reason === 'server-unreachable'
        ? t('check.noAnswer')
        : reason === 'not-started'
          ? t('check.notStarted')
          : t('check.refused')
    return { status: 'bad', text }
  }

  function tellTargets(targets: readonly TargetFinding[], running: boolean): Told {
    if (targets.length === 0) return { status: 'skipped', text: t('check.noTargets') }
    const working = targets.filter(({ outcome }) => outcome?.ok === true).length
    const status = working === targets.length ? 'good' : working === 0 ? 'bad' : 'fair'
    return {
      status: running ? 'running' : status,
      text: running ? '' : t('check.working', { working, all: targets.length }),
      parts: targets.map((finding, number) => ({
        key: String(number),
        title: targetTitle(finding),
        ...tellOutcome(finding.outcome, running)
      }))
    }
  }

  function targetTitle({ target: { kind, transport, host } }: TargetFinding): string {
    if (kind === 'stun') return t('check.stun', { host })
    switch (transport) {
      case 'udp':
        return t('check.relayUdp', { host })
      case 'tcp':
        return t('check.relayTcp', { host })
      case 'tls':
        return t('check.relayTls', { host })
    }
  }

  function tellOutcome(outcome: TargetFinding['outcome'], running: boolean): Told {
    if (outcome === null) return { status: running ? 'running' : 'skipped', text: '' }
    if (outcome.ok) return { status: 'good', text: t('check.milliseconds', { time: shown(outcome.time) }) }
    switch (outcome.reason) {
      case 'credentials-refused':
        return { status: 'bad', text: t('check.credentialsRefused') }
      case 'full':
        return { status: 'bad', text: t('check.full') }
      case 'refused':
        return { status: 'bad', text: t('check.refused') }
      case 'unreachable':
        return { status: 'bad', text: t('check.unreachable') }
      case 'no-answer':
        return { status: 'bad', text: t('check.noAnswer') }
      case 'invalid':
        return { status: 'bad', text: t('check.invalid') }
    }
  }

  function tellMapping(mapping: NatMapping): Told {
    switch (mapping) {
      case 'open':
        return { status: 'good', text: t('check.mappingOpen') }
      case 'endpoint-independent':
        return { status: 'good', text: t('check.mappingSame') }
      case 'address-dependent':
        return { status: 'fair', text: t('check.mappingVaries') }
      case 'udp-blocked':
        return { status: 'bad', text: t('check.mappingBlocked') }
      case 'unknown':
        return { status: 'skipped', text: t('check.mappingUnknown') }
    }
  }

  function tellRelay(relay: RelayFinding): Told {
    switch (relay.status) {
      case 'no-relay':
        return { status: 'skipped', text: t('check.relayNone') }
      case 'unusable':
        return { status: 'skipped', text: t('check.relayUnusable') }
      case 'failed':
        return { status: 'bad', text: t('check.relayFailed') }
      case 'measured': {
        const { rate, loss, roundTrip } = relay.figures
        const values = { rate: (rate / 1_000_000).toFixed(1), loss: (loss * 100).toFixed(1) }
        const { state } = check
        const poor = state.status === 'done' && state.verdict.code === 'relay-poor'
        return {
          status: poor ? 'fair' : 'good',
          text:
            roundTrip === null
              ? t('check.figures', values)
              : t('check.figuresWithTime', { ...values, time: shown(roundTrip) })
        }
      }
    }
  }
}

/** Whole milliseconds, at least one: nothing takes no time. */
function shown(time: number): number {
  return Math.max(1, Math.round(time))
}
