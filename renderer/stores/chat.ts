import { useDocumentVisibility } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, triggerRef, watch } from 'vue'
import { CHAT_LIMITS } from '../../protocol/chat.ts'
import type { Result } from '../../protocol/result.ts'
import type { Call } from '../call/call.ts'
import type { ChatDraft, ChatMessage, ChatPerson } from '../call/chat/chat-message.ts'
import type { ChatFailure } from '../call/chat/chat-room.ts'
import { HandOrder } from '../call/chat/hand-order.ts'
import { useDependencies } from './dependencies.ts'
import { useMeetingStore } from './meeting.ts'
import { useNoticesStore } from './notices.ts'

/** How long a call reaction floats, in milliseconds. */
export const REACTION_DURATION = 4_000

/** Most call reactions at a time; older ones give way. */
const REACTIONS = 40

/** Why a picture isn't sent: as a file any could be. */
export type ImageFailure = ChatFailure | 'too-large' | 'no-picture'

/** An emoji that floats over somebody's tile. */
export interface CallReaction {
  key: number
  /** Peer id of whoever sent it. */
  peer: string
  emoji: string
}

const NOBODY: ReadonlyMap<string, string> = new Map()

/** Mirrors the chat of the meeting for the views, and what goes with it: hands and reactions. */
export const useChatStore = defineStore('chat', () => {
  const { clock, desktop, logger } = useDependencies()
  const meeting = useMeetingStore()
  const notices = useNoticesStore()
  const visibility = useDocumentVisibility()

  /** In order of time. A new array for each change; messages that haven't changed are the same objects. */
  const messages = shallowRef<readonly ChatMessage[]>([])
  /** Who writes now, in the order of beginning. */
  const typing = shallowRef<readonly ChatPerson[]>([])
  /** The newest message that each of the others has seen, by peer id. */
  const readBy = shallowRef(NOBODY)
  /** Peer id of the only one to whom the composer writes; null for everybody. */
  const recipient = ref<string | null>(null)
  /** Call reactions that float now, oldest first, one's own among them. */
  const reactions = shallowRef<readonly CallReaction[]>([])
  /** Peer ids of those with a hand up, in the order of raising, this participant among them. */
  const hands = shallowRef<readonly string[]>([])
  /** Unix time in milliseconds when the own hand was raised; null while it is down. */
  const raisedAt = ref<number | null>(null)
  /** Ids of what the others wrote while nobody looked. Of many thousand messages they are few. */
  const unseen = shallowRef(new Set<string>())
  /** Cancels the end of each reaction. */
  const endings = new Map<number, () => void>()
  let order = new HandOrder()
  let call: Call | null = null
  let keys = 0

  const unreadMessages = computed(() =>
    unseen.value.size === 0
      ? []
      : messages.value.filter(({ id, deleted }) => !deleted && unseen.value.has(id))
  )
  const unread = computed(() => unreadMessages.value.length)
  /** Whether an unread message names this participant. */
  const mentioned = computed(() => unreadMessages.value.some(({ mentionsSelf }) => mentionsSelf))
  const handUp = computed(() => raisedAt.value !== null)
  /** Whether what comes is seen at once. */
  const watched = computed(() => meeting.chatOpen && visibility.value === 'visible')

  meeting.onCall((entered) => {
    forget()
    call = entered
    if (entered === null) return
    const { chat } = entered
    messages.value = chat.messages
    chat.on('messages', () => {
      messages.value = chat.messages
      if (watched.value) markRead()
    })
    chat.on('posted', (message) => {
      if (watched.value) return
      unseen.value.add(message.id)
      triggerRef(unseen)
      announce(message)
    })
    chat.on('typing', () => {
      typing.value = chat.typing
    })
    chat.on('read', () => {
      readBy.value = chat.readBy
    })
    chat.on('reaction', float)
  })

  /**
   * Sends a message.
   *
   * @returns why it was not sent, or null
   */
  function send(draft: ChatDraft): ChatFailure | null {
    return failure(call?.chat.send(draft))
  }

  /**
   * Sends a picture that is shown within the chat.
   *
   * @param to peer id of the only one who gets it; null for everybody
   * @returns why it was not sent, or null
   */
  async function sendImage(image: Blob, name: string, to: string | null): Promise<ImageFailure | null> {
    if (image.size > CHAT_LIMITS.imageBytes) return 'too-large'
    const data = new Uint8Array(await image.arrayBuffer())
    if (call === null || meeting.self === null) return 'not-joined'
    const picture = call.files.offerPicture(data, name, to)
    if (picture === null) return 'no-picture'
    return failure(call.chat.send({ text: '', to, replyTo: null, mentions: [] }, picture))
  }

  /**
   * Gives an own message another text.
   *
   * @returns why not, or null
   */
  function edit(id: string, text: string): ChatFailure | null {
    return failure(call?.chat.edit(id, text))
  }

  /** Takes an own message back. */
  function remove(id: string): void {
    call?.chat.remove(id)
  }

  /** Puts an emoji on a message, or takes it off again. */
  function react(id: string, emoji: string): void {
    call?.chat.react(id, emoji)
  }

  /** Puts what somebody wrote on the clipboard; when it can't be done, that is said. */
  async function copy(text: string): Promise<void> {
    try {
      await desktop.copyText(text)
    } catch (error) {
      logger.warn('A message could not be copied', error)
      notices.show({ type: 'message-copy-failed' })
    }
  }

  /** Shows those who may read it that this participant writes just now. */
  function setTyping(): void {
    call?.chat.setTyping(recipient.value)
  }

  /** Notes that everything has been seen, and tells the others. */
  function markRead(): void {
    unseen.value = new Set()
    call?.chat.markRead()
  }

  /** Raises this participant's hand, or lowers it. */
  function setHand(up: boolean): void {
    if (call === null || up === handUp.value || (up && meeting.self === null)) return
    raisedAt.value = up ? clock.now() : null
    call.setHand(up)
  }

  /** Lets an emoji float over the own tile, for everybody to see. */
  function sendReaction(emoji: string): void {
    call?.chat.sendReaction(emoji)
  }

  /** Says that somebody wrote to this participant. What is older than their coming isn't news. */
  function announce({ author: { name }, mentionsSelf, privateWith, sentAt }: ChatMessage): void {
    if (sentAt < joinedAt) return
    if (privateWith !== null) notices.show({ type: 'messaged', name })
    else if (mentionsSelf) notices.show({ type: 'mentioned', name })
  }

  function float(peer: string, emoji: string): void {
    for (const { key } of reactions.value.slice(0, -REACTIONS + 1)) land(key)
    const key = ++keys
    reactions.value = [...reactions.value, { key, peer, emoji }]
    endings.set(
      key,
      clock.after(REACTION_DURATION, () => land(key))
    )
  }

  function land(key: number): void {
    endings.get(key)?.()
    endings.delete(key)
    reactions.value = reactions.value.filter((reaction) => reaction.key !== key)
  }

  function forget(): void {
    for (const { key } of reactions.value) land(key)
    messages.value = []
    typing.value = []
    readBy.value = NOBODY
    unseen.value = new Set()
    recipient.value = null
    lowerHand()
  }

  function lowerHand(): void {
    raisedAt.value = null
    hands.value = []
    order = new HandOrder()
  }

  /** When this participant came in, by this clock. */
  let joinedAt = 0
  watch(
    () => meeting.state.status,
    (status) => {
      if (status === 'joined') joinedAt = clock.now()
      else if (handUp.value) {
        call?.setHand(false)
        lowerHand()
      }
    },
    { flush: 'sync' }
  )

  watch(watched, (now) => {
    if (now) markRead()
  })

  watch([() => meeting.participants, () => meeting.self?.id, raisedAt], () => {
    const { participants, self } = meeting
    const others = participants.map(({ id, presence }) => ({
      id,
      hand: presence?.hand ?? null,
      known: presence !== null
    }))
    const own = self === null ? [] : [{ id: self.id, hand: raisedAt.value, known: true }]
    const now = order.update([...own, ...others], clock.now())
    if (now.join() !== hands.value.join()) hands.value = now
    if (!participants.some(({ id }) => id === recipient.value)) recipient.value = null
  })

  return {
    messages,
    unread,
    mentioned,
    typing,
    readBy,
    recipient,
    reactions,
    hands,
    handUp,
    send,
    sendImage,
    edit,
    remove,
    react,
    copy,
    setTyping,
    markRead,
    setHand,
    sendReaction
  }
})

function failure(result: Result<unknown, ChatFailure> | undefined): ChatFailure | null {
  if (result === undefined) return 'not-joined'
  return result.ok ? null : result.error.reason
}
