import type { StoredTransfer } from '../../../protocol/file-access.ts'
import { CHAT_LIMITS } from '../../../protocol/chat.ts'
import type { FileOffer } from '../../../protocol/transfer.ts'
import { memoryTarget } from './memory-target.ts'
import { pictureType, type PictureType } from './picture-type.ts'

/** A picture of the chat. */
export interface ChatPicture {
  readonly data: Uint8Array<ArrayBuffer>
  readonly type: PictureType
}

/** Most bytes of pictures that are kept of one person, and of all; the oldest give way. */
const KEPT = { person: 32 * 2 ** 20, all: 128 * 2 ** 20 }

interface Kept extends ChatPicture {
  /** Peer id of whoever sent it. */
  readonly author: string
  /** Only for own ones: who is to have it, null being everybody. */
  readonly to: string | null
}

/** The pictures of the chat, own ones and others', in memory. */
export class ChatPictures {
  readonly #kept = new Map<string, Kept>()
  readonly #onChange: () => void

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  /** By the transfer that brought them. */
  get all(): ReadonlyMap<string, ChatPicture> {
    return this.#kept
  }

  /** Pictures of an author that somebody is to have, oldest first. */
  of(author: string, receiver: string): [transfer: string, picture: ChatPicture][] {
    return [...this.#kept].filter(
      ([, kept]) => kept.author === author && (kept.to === null || kept.to === receiver)
    )
  }

  /**
   * Keeps a picture.
   *
   * @returns false when it is none that is shown
   */
  keep(transfer: string, author: string, data: Uint8Array<ArrayBuffer>, to: string | null = null): boolean {
    const type = pictureType(data)
    if (type === null || data.byteLength > CHAT_LIMITS.imageBytes) return false
    this.#kept.set(transfer, { data, type, author, to })
    this.#makeRoom(KEPT.person, (kept) => kept.author === author)
    this.#makeRoom(KEPT.all, () => true)
    this.#onChange()
    return true
  }

  /** Where a picture goes that somebody offers; null for one that isn't taken. */
  target(author: string, { transfer, files, bytes }: FileOffer): StoredTransfer | null {
    // The id begins with the author's own, so that nobody takes the place of another one's picture.
    if (!transfer.startsWith(`${author}_`) || this.#kept.has(transfer)) return null
    if (files !== 1 || bytes > CHAT_LIMITS.imageBytes) return null
    return memoryTarget(bytes, (data) => this.keep(transfer, author, data))
  }

  clear(): void {
    if (this.#kept.size === 0) return
    this.#kept.clear()
    this.#onChange()
  }

  #makeRoom(most: number, belongs: (kept: Kept) => boolean): void {
    const those = [...this.#kept].filter(([, kept]) => belongs(kept))
    let bytes = those.reduce((sum, [, { data }]) => sum + data.byteLength, 0)
    for (const [transfer, { data }] of those) {
      if (bytes <= most) return
      this.#kept.delete(transfer)
      bytes -= data.byteLength
    }
  }
}
