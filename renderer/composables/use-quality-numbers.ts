import { useI18n } from 'vue-i18n'
import type { NetworkPath } from '../call/stats/quality-figures.ts'

/** Stands where nothing is known. */
const UNKNOWN = '–'

/** Figures as they are read, in the language that is spoken. What isn't known is a dash. */
export function useQualityNumbers() {
  const { t, locale } = useI18n()

  function number(value: number, digits: number): string {
    return new Intl.NumberFormat(locale.value, { maximumFractionDigits: digits }).format(value)
  }

  /** Lets a figure that isn't known be a dash. */
  function known(format: (value: number) => string): (value: number | null) => string {
    return (value) => (value === null ? UNKNOWN : format(value))
  }

  const bitrate = known((bits) =>
    bits >= 1_000_000
      ? t('quality.megabits', { value: number(bits / 1_000_000, 1) })
      : t('quality.kilobits', { value: number(bits / 1_000, 0) })
  )
  const share = known((part) => t('quality.percent', { value: number(part * 100, 1) }))
  const milliseconds = known((time) => t('quality.milliseconds', { value: number(time, 0) }))
  const frames = known((rate) => number(rate, 0))

  function size(picture: { width: number; height: number } | null): string {
    return picture === null ? UNKNOWN : t('quality.pixels', picture)
  }

  function path(way: NetworkPath | null): string {
    if (way === null) return UNKNOWN
    const protocol = (way.relayProtocol ?? way.protocol).toUpperCase()
    return way.local === 'relay' || way.remote === 'relay'
      ? t('quality.relayed', { protocol })
      : t('quality.direct', { protocol })
  }

  return { unknown: UNKNOWN, bitrate, share, milliseconds, frames, size, path }
}
