import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useConnectionCheckStore } from './connection-check.ts'
import { useDependencies } from './dependencies.ts'

/** The report of a problem, which the shell puts where the person wants it. */
export const useProblemReportStore = defineStore('problem-report', () => {
  const { desktop, logger } = useDependencies()
  const check = useConnectionCheckStore()
  const saving = ref(false)
  /** Name of the file that was saved last. */
  const saved = ref<string | null>(null)
  const failed = ref(false)

  async function save(): Promise<void> {
    if (saving.value) return
    saving.value = true
    saved.value = null
    failed.value = false
    try {
      const outcome = await desktop.saveProblemReport(check.lastReport)
      if (outcome.ok) saved.value = outcome.value
      else failed.value = outcome.error.reason !== 'cancelled'
    } catch (error) {
      logger.error('The report of a problem was not saved', error)
      failed.value = true
    } finally {
      saving.value = false
    }
  }

  return { saving, saved, failed, save }
})
