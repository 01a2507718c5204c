/** One chat message as it is shown. */
export interface ChatMessage {
  readonly id: string
  readonly text: string
  /** Unix time in milliseconds by the sender's clock, never later than its arrival here. */
  readonly sentAt: number
  readonly author: { readonly id: string; readonly name: string }
  readonly own: boolean
  /** Somebody else told it after its author had left: that they wrote it can't be known for sure. */
  readonly relayed: boolean
}
