import { useI18n } from 'vue-i18n'
import type { TransferFailure } from '../../protocol/transfer.ts'
import type { Transfer } from '../call/files/transfer.ts'
import { formatBytes, timeLeft } from './transfer-figures.ts'

/** What a transfer is, and how it stands, in words. */
export function useTransferText() {
  const { t, locale } = useI18n()

  /** What is sent: the name, and how many there are of it. */
  function content({ name, files, folder }: Transfer): string {
    if (folder) return t('files.folderOf', { name, count: files }, files)
    return files === 1 ? name : t('files.andMore', { name, count: files - 1 }, files - 1)
  }

  function size({ bytes }: Transfer): string {
    return formatBytes(bytes, locale.value)
  }

  /** How far it is, how fast, and how long it still takes. */
  function progress({ bytes, done, rate }: Transfer): string {
    const far = t('files.progress', {
      done: formatBytes(done, locale.value),
      size: formatBytes(bytes, locale.value)
    })
    const left = timeLeft(bytes - done, rate)
    if (rate === null || left === null) return far
    return [far, t('files.speed', { size: formatBytes(rate, locale.value) }), remaining(left)].join(' · ')
  }

  function remaining({ unit, count }: NonNullable<ReturnType<typeof timeLeft>>): string {
    switch (unit) {
      case 'seconds':
        return t('files.secondsLeft', { count }, count)
      case 'minutes':
        return t('files.minutesLeft', { count }, count)
      case 'hours':
        return t('files.hoursLeft', { count }, count)
    }
  }

  function status(transfer: Transfer): string {
    const { state, direction, peer } = transfer
    const { name } = peer
    const incoming = direction === 'in'
    switch (state.status) {
      case 'offered':
        return incoming ? size(transfer) : `${size(transfer)} · ${t('files.notAnswered', { name })}`
      case 'waiting':
        return t('files.waiting', { name })
      case 'running':
        return progress(transfer)
      case 'paused':
        return `${pausedBy(state.by, name)} · ${progress({ ...transfer, rate: null })}`
      case 'done':
        return `${size(transfer)} · ${incoming ? t('files.received') : t('files.sent')}`
      case 'declined':
        return incoming ? t('files.youDeclined') : t('files.declined', { name })
      case 'failed':
        return failure(state.reason, state.by === 'self', incoming, name)
    }
  }

  function pausedBy(by: 'self' | 'other' | 'both', name: string): string {
    if (by === 'both') return t('files.pausedByBoth')
    return by === 'self' ? t('files.pausedByYou') : t('files.pausedByOther', { name })
  }

  /** Why it came to nothing, and what can be done. It happened where files are read, or where they are written. */
  function failure(reason: TransferFailure, own: boolean, incoming: boolean, name: string): string {
    switch (reason) {
      case 'cancelled':
        return own ? t('files.youCancelled') : t('files.cancelled', { name })
      case 'source-changed':
        return incoming ? t('files.theirsChanged', { name }) : t('files.yoursChanged')
      case 'source-gone':
        return incoming ? t('files.theirsGone', { name }) : t('files.yoursGone')
      case 'disk-full':
        return incoming ? t('files.yourDiskFull') : t('files.theirDiskFull', { name })
      case 'no-permission':
        return incoming ? t('files.youMayNotWrite') : t('files.theyMayNotWrite', { name })
      case 'too-large':
        return incoming ? t('files.tooLargeForYou') : t('files.tooLargeForThem', { name })
      case 'damaged':
        return incoming ? t('files.damaged', { name }) : t('files.damagedThere', { name })
      case 'failed':
        return t('files.failed')
    }
  }

  return { content, size, status }
}
