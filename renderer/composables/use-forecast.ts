import { computed } from 'vue'
import { MOST_FORECAST, peopleCarried } from '../call/topology/forecast.ts'
import { useConnectionCheckStore } from '../stores/connection-check.ts'
import { useQualityStore } from '../stores/quality.ts'

/** How large a meeting with video this machine should manage, and its line if that has been checked. */
export function useForecast() {
  const check = useConnectionCheckStore()
  const quality = useQualityStore()

  return computed(() => {
    const { pixelRate, uplink } = quality.sendRoom
    const people = peopleCarried({ pixelRate, uplink: Math.min(uplink, check.uplink ?? Infinity) })
    const lineKnown = check.uplink !== null || Number.isFinite(uplink)
    return {
      people,
      more: people >= MOST_FORECAST,
      basis: lineKnown ? ('line' as const) : ('computer' as const)
    }
  })
}
