import { useI18n } from 'vue-i18n'
import type { VerdictCode } from '../call/check/verdict.ts'

/** What people read when their connection was checked: what it comes to, and what they can do. */
export function useVerdictTexts() {
  const { t } = useI18n()

  return (code: VerdictCode): { title: string; text: string } => {
    switch (code) {
      case 'all-good':
        return { title: t('verdict.allGood'), text: t('verdict.allGoodText') }
      case 'no-relay':
        return { title: t('verdict.noRelay'), text: t('verdict.noRelayText') }
      case 'no-relay-strict':
        return { title: t('verdict.noRelayStrict'), text: t('verdict.noRelayStrictText') }
      case 'relayed':
        return { title: t('verdict.relayed'), text: t('verdict.relayedText') }
      case 'relay-poor':
        return { title: t('verdict.relayPoor'), text: t('verdict.relayPoorText') }
      case 'partly':
        return { title: t('verdict.partly'), text: t('verdict.partlyText') }
      case 'credentials-refused':
        return { title: t('verdict.credentialsRefused'), text: t('verdict.credentialsRefusedText') }
      case 'relay-unreachable':
        return { title: t('verdict.relayUnreachable'), text: t('verdict.relayUnreachableText') }
      case 'relay-failed':
        return { title: t('verdict.relayFailed'), text: t('verdict.relayFailedText') }
      case 'udp-blocked-relayed':
        return { title: t('verdict.udpBlockedRelayed'), text: t('verdict.udpBlockedRelayedText') }
      case 'udp-blocked':
        return { title: t('verdict.udpBlocked'), text: t('verdict.udpBlockedText') }
      case 'protocol-version':
        return { title: t('verdict.protocolVersion'), text: t('call.protocolVersion') }
      case 'server-incompatible':
        return { title: t('verdict.serverIncompatible'), text: t('verdict.serverIncompatibleText') }
      case 'server-busy':
        return { title: t('verdict.serverBusy'), text: t('verdict.serverBusyText') }
      case 'server-unreachable':
        return { title: t('verdict.serverUnreachable'), text: t('verdict.serverUnreachableText') }
      case 'server-not-started':
        return { title: t('verdict.serverNotStarted'), text: t('verdict.serverNotStartedText') }
    }
  }
}
