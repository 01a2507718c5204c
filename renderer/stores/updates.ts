import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { UpdateState } from '../../protocol/updates.ts'
import { useDependencies } from './dependencies.ts'

/** How the app stands with newer versions of itself. */
export const useUpdatesStore = defineStore('updates', () => {
  const { desktop, logger } = useDependencies()
  const state = shallowRef<UpdateState>({ status: 'unsupported' })
  /** Whether the shell has told of a change: what it answers to the question below may be older. */
  let told = false

  desktop.onUpdateState((now) => {
    told = true
    state.value = now
  })
  desktop.getUpdateState().then(
    (now) => {
      if (!told) state.value = now
    },
    (error: unknown) => logger.warn('How updates stand is not known', error)
  )

  /** Looks for a newer version now. */
  async function check(): Promise<void> {
    try {
      await desktop.checkForUpdates()
    } catch (error) {
      logger.warn('The check for updates did not begin', error)
    }
  }

  /** Starts the app again as the version that is ready. Nothing happens in a meeting. */
  async function restart(): Promise<void> {
    try {
      if (!(await desktop.installUpdate())) logger.warn('The update is not installed now')
    } catch (error) {
      logger.warn('The update could not be installed', error)
    }
  }

  return { state, check, restart }
})
