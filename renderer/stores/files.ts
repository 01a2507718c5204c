import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { PickedFile } from '../../protocol/file-access.ts'
import type { Call } from '../call/call.ts'
import { isOffer, type Transfer } from '../call/files/transfer.ts'
import { useDependencies } from './dependencies.ts'
import { useMeetingStore } from './meeting.ts'
import { useNoticesStore, type NoticeContent } from './notices.ts'
import { useSettingsStore } from './settings.ts'

const NO_PICTURES: ReadonlyMap<string, string> = new Map()

/** Mirrors the transfers of the meeting for the views. */
export const useFilesStore = defineStore('files', () => {
  const { desktop } = useDependencies()
  const meeting = useMeetingStore()
  const settings = useSettingsStore()
  const notices = useNoticesStore()

  /** Newest first. A new array for each change; transfers that haven't changed are the same objects. */
  const transfers = shallowRef<readonly Transfer[]>([])
  /** `blob:` URLs of the pictures of the chat that are here, by the transfer that brought them. */
  const images = shallowRef(NO_PICTURES)
  /** Whether the list is on the screen: what happens is said where it isn't. */
  const listShown = ref(false)
  let call: Call | null = null

  /** What others offer and wait for an answer to, newest first. */
  const offers = computed(() => transfers.value.filter(isOffer))
  /** What isn't such an offer, newest first. */
  const others = computed(() => transfers.value.filter((transfer) => !isOffer(transfer)))
  /** How many offers wait for an answer. */
  const waiting = computed(() => offers.value.length)
  /** Whether the person can choose where files go, once for all: a browser asks each time. */
  const hasFolder = desktop.files !== null

  meeting.onCall((entered) => {
    call = entered
    transfers.value = []
    showPictures()
    if (entered === null) return
    const { files } = entered
    files.on('transfers', () => {
      const before = new Map(transfers.value.map((transfer) => [transfer.id, transfer]))
      transfers.value = files.transfers
      if (listShown.value) return
      for (const transfer of files.transfers) {
        const ending = endingOf(transfer)
        const known = before.get(transfer.id)
        if (ending !== null && known !== undefined && endingOf(known) === null) notices.show(ending)
      }
    })
    files.on('pictures', showPictures)
  })

  /** Offers files to everybody who is there, or to one person. */
  function offer(files: readonly PickedFile[], to: string | null): void {
    void call?.files.offer(files, to)
  }

  /** Takes what was offered. Within a click, since a browser may ask where to. */
  function accept(id: string): void {
    void call?.files.accept(id)
  }

  function decline(id: string): void {
    call?.files.decline(id)
  }

  function pause(id: string): void {
    call?.files.setPaused(id, true)
  }

  function resume(id: string): void {
    call?.files.setPaused(id, false)
  }

  function cancel(id: string): void {
    call?.files.cancel(id)
  }

  /** Opens what was stored; what might run something is shown in its folder instead. */
  function open(id: string): void {
    call?.files.openStored(id)
  }

  /** Shows what was stored in its folder. */
  function show(id: string): void {
    call?.files.showStored(id)
  }

  /** Takes a transfer that is over out of the list. */
  function forget(id: string): void {
    call?.files.forget(id)
  }

  /** Takes all that are over out of the list. */
  function clear(): void {
    for (const { id } of transfers.value) forget(id)
  }

  /** Lets the person choose where files go. */
  async function chooseFolder(): Promise<void> {
    const changed = (await desktop.files?.chooseDownloadFolder()) ?? null
    if (changed !== null) await settings.load()
  }

  /** Makes URLs of pictures that are new, and takes back those of pictures that are gone. */
  function showPictures(): void {
    const pictures = call?.files.pictures ?? new Map<string, never>()
    const before = images.value
    images.value = new Map(
      [...pictures].map(([id, { data, type }]) => [
        id,
        before.get(id) ?? URL.createObjectURL(new Blob([data], { type }))
      ])
    )
    for (const [id, url] of before) if (!images.value.has(id)) URL.revokeObjectURL(url)
  }

  return {
    transfers,
    offers,
    others,
    waiting,
    images,
    listShown,
    hasFolder,
    offer,
    accept,
    decline,
    pause,
    resume,
    cancel,
    open,
    show,
    forget,
    clear,
    chooseFolder
  }
})

/** What is said of a transfer that is over; null while it isn't, and of what this participant has ended. */
function endingOf({ direction, name, peer, state }: Transfer): NoticeContent | null {
  const facts = { name: peer.name, file: name }
  switch (state.status) {
    case 'done':
      return { type: direction === 'in' ? 'file-received' : 'file-delivered', ...facts }
    case 'declined':
      return direction === 'out' ? { type: 'file-declined', ...facts } : null
    case 'failed':
      return state.reason === 'cancelled' && state.by === 'self' ? null : { type: 'file-failed', ...facts }
    case 'offered':
    case 'waiting':
    case 'running':
    case 'paused':
      return null
  }
}
