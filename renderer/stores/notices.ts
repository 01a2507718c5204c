import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ShellMishap } from '../../protocol/desktop-life.ts'
import type { CaptureFailure, CaptureKind } from '../call/media/capture-state.ts'
import type { DeviceChange } from '../call/media/hot-plug.ts'
import type { ShareEnding, ShareFailure } from '../call/media/share-state.ts'
import { useDependencies } from './dependencies.ts'
import type { RoomNotice } from './room-notices.ts'

/** Something that happened, worth a moment's attention. The texts are chosen by whoever shows it. */
export type NoticeContent =
  | { type: 'joined'; name: string }
  | { type: 'left'; name: string }
  | { type: 'capture-failed'; kind: CaptureKind; reason: CaptureFailure }
  | { type: 'switch-failed'; device: string }
  | { type: 'copy-failed' }
  | { type: 'message-copy-failed' }
  | { type: 'share-started' | 'share-stopped'; name: string }
  | { type: 'share-failed'; reason: Exclude<ShareFailure, 'cancelled'> }
  | { type: 'own-share-ended'; ending: ShareEnding }
  /** Somebody named this participant in the chat, or wrote to nobody else. */
  | { type: 'mentioned' | 'messaged'; name: string }
  /** What was dropped or pasted isn't offered. */
  | { type: 'picture-refused'; reason: 'too-large' | 'no-picture' }
  /** A transfer with somebody is over. */
  | { type: 'file-received' | 'file-delivered' | 'file-declined' | 'file-failed'; name: string; file: string }
  | { type: 'files-refused'; reason: 'too-many' | 'unreadable' | 'empty' }
  /** A part of the app has failed, and goes on. */
  | { type: 'mishap'; part: ShellMishap }
  /** No meeting could be started here, as was asked for outside the page. */
  | { type: 'start-failed' }
  /** The settings made no sense, and are kept under another name. */
  | { type: 'settings-set-aside'; file: string }
  | DeviceChange
  | RoomNotice

export type Notice = NoticeContent & {
  id: number
  /** The names of those who came or went after the one named, while the notice was there. */
  others: readonly string[]
}

/** How long a notice stays, in milliseconds. */
export const NOTICE_DURATION = 4_000

/** How long a notice stays that offers something to be done, or takes longer to read, in milliseconds. */
const LONGER_DURATION = 12_000

/** Notices that offer something to be done, or take longer to read. */
const LONGER: ReadonlySet<NoticeContent['type']> = new Set([
  'device-returned',
  'mentioned',
  'messaged',
  'file-received',
  'file-failed',
  'settings-set-aside'
])

/** Most notices at a time; older ones give way. */
const CAPACITY = 2

/** Short notices, newest last. Each goes by itself; people who come or go at about the same time share one. */
export const useNoticesStore = defineStore('notices', () => {
  const { clock } = useDependencies()
  const notices = shallowRef<readonly Notice[]>([])
  /** Cancels each notice's own end. */
  const timers = new Map<number, () => void>()
  let ids = 0

  function show(content: NoticeContent): void {
    // Several parts may notice the same; it is said once.
    if (notices.value.some((shown) => same(shown, content) && shown.others.length === 0)) return
    const group = notices.value.find((shown) => together(shown, content))
    if (group !== undefined && 'name' in content) {
      const grown = { ...group, others: [...group.others, content.name] }
      notices.value = notices.value.map((notice) => (notice === group ? grown : notice))
      endLater(grown)
      return
    }
    for (const { id } of notices.value.slice(0, -CAPACITY + 1)) dismiss(id)
    const notice = { ...content, id: ++ids, others: [] }
    notices.value = [...notices.value, notice]
    endLater(notice)
  }

  function endLater({ id, type }: Notice): void {
    timers.get(id)?.()
    const duration = LONGER.has(type) ? LONGER_DURATION : NOTICE_DURATION
    timers.set(
      id,
      clock.after(duration, () => dismiss(id))
    )
  }

  function dismiss(id: number): void {
    timers.get(id)?.()
    timers.delete(id)
    notices.value = notices.value.filter((notice) => notice.id !== id)
  }

  function clear(): void {
    for (const { id } of notices.value) dismiss(id)
  }

  return { notices, show, dismiss, clear }
})

function same(notice: Notice, content: NoticeContent): boolean {
  return Object.entries(content).every(([key, value]) => notice[key as keyof Notice] === value)
}

/** Whether both tell of people who come, or both of people who go. */
function together(notice: Notice, content: NoticeContent): boolean {
  return notice.type === content.type && (content.type === 'joined' || content.type === 'left')
}
