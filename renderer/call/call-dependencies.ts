import type { FileAccess } from '../../protocol/file-access.ts'
import type { Clock } from './clock.ts'
import type { Logger } from './logger.ts'
import type { LocalMedia } from './media/local-media.ts'
import type { CodecChoice } from './peer/codec-choice.ts'
import type { SignalingPort } from './signaling/signaling-port.ts'
import type { SendBudget } from './topology/send-budget.ts'

/** What a call needs from outside. */
export interface CallDependencies {
  /** Belongs to the call, which closes it. */
  signaling: SignalingPort
  /** Borrowed: it was there in the lobby, and whoever made it closes it. */
  media: LocalMedia
  /** Borrowed: what one meeting has found out of this machine is known in the next. */
  budget: SendBudget
  /** Likewise borrowed. */
  codecs: CodecChoice
  /** Tells whether the processor has little left, until that is ended: see `watch-pressure.ts`. */
  watchPressure: (onChange: (busy: boolean) => void) => () => void
  /** Where files come from and go to. */
  files: FileAccess
  createConnection: (configuration: RTCConfiguration) => RTCPeerConnection
  /** Does what can be done for connections before there are any. */
  prepareConnections: () => void
  /** Gives an id that nobody else gives. */
  createId: () => string
  clock: Clock
  logger: Logger
}
