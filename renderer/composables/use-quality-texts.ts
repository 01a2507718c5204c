import { useI18n } from 'vue-i18n'
import type { QualitySign } from '../call/stats/quality-signs.ts'
import type { Grade } from '../call/stats/quality-verdict.ts'

/** What is said of a connection, in plain words. */
export function useQualityTexts() {
  const { t } = useI18n()

  function grade(grade: Grade): string {
    switch (grade) {
      case 'good':
        return t('quality.good')
      case 'fair':
        return t('quality.fair')
      case 'poor':
        return t('quality.poor')
    }
  }

  function reason({ reason, way }: QualitySign): string {
    switch (reason) {
      case 'loss':
        return way === 'incoming'
          ? t('quality.theirLoss')
          : way === 'own'
            ? t('quality.ownLoss')
            : t('quality.lossToThem')
      case 'round-trip':
        return t('quality.longWay')
      case 'bandwidth':
        return way === 'own' ? t('quality.ownBandwidth') : t('quality.bandwidthToThem')
      case 'cpu':
        return t('quality.ownProcessor')
    }
  }

  /** A sign as it is read, and as it is read aloud. */
  function describe(sign: QualitySign): { grade: 'fair' | 'poor'; reason: string; label: string } {
    const why = reason(sign)
    return {
      grade: sign.grade,
      reason: why,
      label: t('quality.sign', { grade: grade(sign.grade), reason: why })
    }
  }

  return { grade, reason, describe }
}
