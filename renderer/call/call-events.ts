import type { PointerMessage } from '../../protocol/channel.ts'

/** What a call tells whoever shows it. What is new is read from the call itself, unless it comes with the event. */
export interface CallEvents {
  state: () => void
  /** Once joined: the first offers are on their way, or have had their time. To draw the meeting holds them up no longer. */
  offered: () => void
  participants: () => void
  /** What there is room to send may be something else: see `Call.sendRoom`. */
  'send-room': () => void
  /** The ids of those who speak now, this participant's own among them. */
  speaking: (ids: ReadonlySet<string>) => void
  /** The room was locked, unlocked and so on, or somebody knocks, or knocks no more. */
  room: () => void
  /** A host asked for silence, and the microphone was switched off. It is never switched on for anybody. */
  muted: () => void
  /** What a page that is loaded anew returns with: see `EntryRequest.resume`. Secret. */
  token: (resume: string) => void
  /** Somebody points in a shared picture, or points no more. */
  pointer: (id: string, message: PointerMessage) => void
}
