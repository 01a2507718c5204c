import { ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { createRoomCode, parseRoomCode } from '../../protocol/room-code.ts'
import { useDependencies } from '../stores/dependencies.ts'
import type { Place } from '../stores/meeting.ts'
import { useServerStore } from '../stores/server.ts'

/** A new meeting, under a code of one's own or one that is made up. */
export function useNewMeeting() {
  const { t } = useI18n()
  const { randomInteger } = useDependencies()
  const servers = useServerStore()
  const code = ref('')
  const codeError = ref<string | null>(null)
  const starting = ref(false)
  const failed = ref(false)
  watch(code, () => {
    codeError.value = null
  })

  /**
   * @param textRoom whether it begins with chat and files alone
   * @returns where the meeting is, or null, and then why not is in `codeError` or `failed`
   */
  async function start(textRoom: boolean): Promise<Place | null> {
    if (starting.value) return null
    const room = code.value.trim() === '' ? createRoomCode(randomInteger) : parseRoomCode(code.value)
    if (room === null) {
      codeError.value = t('home.ownCodeInvalid')
      return null
    }
    starting.value = true
    failed.value = false
    const server = await servers.forNewMeeting()
    starting.value = false
    failed.value = server === null
    return server === null ? null : { room, server, textRoom }
  }

  return { code, codeError, starting, failed, start }
}
