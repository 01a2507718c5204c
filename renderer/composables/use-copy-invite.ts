import { useMeetingStore } from '../stores/meeting.ts'
import { useCopied } from './use-copied.ts'

/** Copies the invite, and tells for a moment that it did. */
export function useCopyInvite() {
  const { copied, copy: copyInvite } = useCopied(useMeetingStore().copyInvite)
  return { copied, copyInvite }
}
