import type { FileAccess } from '../../protocol/file-access.ts'
import type { Clock } from './clock.ts'
import type { Logger } from './logger.ts'
import type { LocalMedia } from './media/local-media.ts'
import type { SignalingPort } from './signaling/signaling-port.ts'

/** What a call needs from outside. */
export interface CallDependencies {
  /** Belongs to the call, which closes it. */
  signaling: SignalingPort
  /** Borrowed: it was there in the lobby, and whoever made it closes it. */
  media: LocalMedia
  /** How many cores the processor has, where that is told: see `SendBudget`. */
  cores: number | undefined
  /** Where files come from and go to. */
  files: FileAccess
  createConnection: (configuration: RTCConfiguration) => RTCPeerConnection
  /** Gives an id that nobody else gives. */
  createId: () => string
  clock: Clock
  logger: Logger
}
