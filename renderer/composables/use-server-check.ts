import { computed, onBeforeUnmount, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { parseServerAddress } from '../../protocol/invite.ts'
import type { Result } from '../../protocol/result.ts'
import type { CallFailureReason } from '../call/call-error.ts'
import { useDependencies } from '../stores/dependencies.ts'
import { useFailureTexts } from './use-failure-texts.ts'

/** What came of trying a server, in words. */
export interface ServerFinding {
  status: 'checking' | 'good' | 'bad'
  text: string
}

/** How long nothing is typed before an address is tried, in milliseconds. */
const PAUSE = 500

/** Tries the address of a server while it is typed: whether a Parley server answers there. */
export function useServerCheck() {
  const { t } = useI18n()
  const { probeServer, clock } = useDependencies()
  const { callFailure } = useFailureTexts()
  /** What is tried, and what came of it; null before it has. */
  const tried = shallowRef<{ server: string; outcome: Result<number, CallFailureReason> | null } | null>(null)
  let stop = () => {}

  /** @param address as it is typed; what is no address isn't tried */
  function check(address: string): void {
    stop()
    const server = parseServerAddress(address)
    tried.value = server === null ? null : { server, outcome: null }
    if (server === null) return
    const abandoned = new AbortController()
    const cancel = clock.after(PAUSE, () => void probe(server, abandoned.signal))
    stop = () => {
      cancel()
      abandoned.abort()
    }
  }

  async function probe(server: string, signal: AbortSignal): Promise<void> {
    const answer = await probeServer(server, signal)
    if (signal.aborted) return
    tried.value = { server, outcome: answer.ok ? { ok: true, value: answer.value.roundTrip } : answer }
  }

  const finding = computed((): ServerFinding | null => {
    if (tried.value === null) return null
    const { server, outcome } = tried.value
    if (outcome === null) return { status: 'checking', text: t('settings.serverChecking', { server }) }
    if (outcome.ok) {
      const time = Math.max(1, Math.round(outcome.value))
      return { status: 'good', text: t('settings.serverReachable', { server, time }) }
    }
    const { reason } = outcome.error
    const text =
      reason === 'server-unreachable' ? t('settings.serverUnreachable', { server }) : callFailure(reason)
    return { status: 'bad', text }
  })

  onBeforeUnmount(() => stop())
  return { finding, check }
}
