import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CheckState } from '../call/check/check-state.ts'
import type { ConnectionCheck } from '../call/check/connection-check.ts'
import { foundUplink } from '../call/check/found-uplink.ts'
import { formatReport } from '../call/check/report.ts'
import { useDependencies } from './dependencies.ts'
import { useMeetingStore } from './meeting.ts'
import { useServerStore } from './server.ts'

/** The check of the connection, and whether it is shown. It owns the check from `show` to `close`. */
export const useConnectionCheckStore = defineStore('connection-check', () => {
  const { createConnectionCheck, desktop, logger } = useDependencies()
  const meeting = useMeetingStore()
  const servers = useServerStore()

  const open = ref(false)
  const state = shallowRef<CheckState>({ status: 'idle' })
  /** The report of the last check that came to an end, for whoever passes it on later; null without one. */
  const lastReport = ref<string | null>(null)
  /** What this machine's line was found to carry, in bits per second; Infinity for all that was tried, null for never. */
  const uplink = ref<number | null>(null)
  let check: ConnectionCheck | null = null
  /** Counts the runs, so that one that was overtaken while its server started is dropped. */
  let run = 0
  /** Counts the networks, so that what was found on an earlier one is dropped. */
  let network = 0

  desktop.onNetworkChanged(() => {
    network += 1
    uplink.value = null
  })

  /** Shows it, and begins. */
  async function show(): Promise<void> {
    if (open.value) return
    open.value = true
    await start()
  }

  /** Checks anew the server of the meeting; outside of one, the server that a new meeting would have. */
  async function start(): Promise<void> {
    const current = ++run
    check?.close()
    state.value = { status: 'idle' }
    const server = meeting.place?.via ?? meeting.place?.server ?? (await servers.forNewMeeting())
    if (current !== run || !open.value) return
    const gentle = meeting.state.status === 'joined'
    const onNetwork = network
    const created = await createConnectionCheck(server, gentle)
    if (current !== run) return created.close()
    check = created
    created.on('state', () => {
      state.value = created.state
      if (created.state.status !== 'done') return
      lastReport.value = report()
      if (onNetwork === network) uplink.value = foundUplink(created.state.findings, gentle) ?? uplink.value
    })
    await created.start()
  }

  function cancel(): void {
    check?.cancel()
  }

  /** Shows it no longer, and ends what is under way. Idempotent. */
  function close(): void {
    run += 1
    open.value = false
    check?.close()
    check = null
    state.value = { status: 'idle' }
  }

  function report(): string {
    const { shell, platform, version } = desktop.info
    return formatReport(state.value, [shell, platform, version].join(' ').trim())
  }

  /** @returns whether the report is on the clipboard */
  async function copyReport(): Promise<boolean> {
    try {
      await desktop.copyText(report())
      return true
    } catch (error) {
      logger.warn('The report could not be copied', error)
      return false
    }
  }

  return { open, state, lastReport, uplink, show, start, cancel, close, copyReport }
})
