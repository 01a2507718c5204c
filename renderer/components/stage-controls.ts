import type { MeetingAction } from '../composables/meeting-shortcuts.ts'
import type { SelfView } from '../stores/stage.ts'

/** What the controls show of the stage. */
export interface StageControls {
  /** Some are shown large, the others in a strip. */
  large: boolean
  selfView: SelfView
  mirrored: boolean
  /** No camera is sent or received. */
  lowBandwidth: boolean
  fullScreen: boolean
  fullScreenSupported: boolean
  pictureInPicture: boolean
  pictureInPictureSupported: boolean
  /** The single key of each action, as it is shown; none while single keys are switched off. */
  keys: Partial<Record<MeetingAction, string>>
}
