import { ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { parseInvite } from '../../protocol/invite.ts'
import type { Place } from '../stores/meeting.ts'
import { useServerStore } from '../stores/server.ts'

/** The field that takes a meeting's code or link. */
export function useInviteField() {
  const { t } = useI18n()
  const servers = useServerStore()
  const text = ref('')
  const error = ref<string | null>(null)
  watch(text, () => {
    error.value = null
  })

  /** @returns where the meeting is, or null, and then why not is in `error` */
  function read(): Place | null {
    const invite = parseInvite(text.value)
    if (invite === null) {
      error.value = text.value.trim() === '' ? t('invite.missing') : t('invite.unreadable')
      return null
    }
    const server = servers.forInvite(invite)
    if (server === null) {
      error.value = t('invite.linkNeeded')
      return null
    }
    return { room: invite.room, server, textRoom: invite.textRoom, fingerprint: invite.fingerprint }
  }

  return { text, error, read }
}
