import * as v from 'valibot'
import { SYSTEM_ACTIONS, type SystemAction } from './settings.ts'

/** A device that can be switched; `none` where there is nothing to switch. */
const switchSchema = v.picklist(['on', 'off', 'none'])

/** What the shell shows of a meeting: in the tray, on the taskbar, in its menus. */
export const meetingStateSchema = v.variant('in', [
  v.object({ in: v.literal('no-meeting') }),
  v.object({
    in: v.literal('meeting'),
    microphone: switchSchema,
    camera: switchSchema,
    sharing: v.boolean(),
    handUp: v.boolean(),
    /** Messages that weren't read yet. */
    unread: v.pipe(v.number(), v.integer(), v.minValue(0))
  })
])
export type MeetingState = v.InferOutput<typeof meetingStateSchema>

export const NO_MEETING: MeetingState = { in: 'no-meeting' }

/** What the shell asks of the page: what was chosen in a menu of the system, pressed on its keys, or said by a second start. */
export type ShellAction =
  | Exclude<SystemAction, 'window'>
  | 'leave'
  | 'new-meeting'
  /** The window is to be closed in a meeting: the person is asked, and `closeWindow` is their yes. */
  | 'close'

/**
 * How the meeting's window is to be seen: `covered` is a guess, when another program has had the focus for a while and
 * this window filled most of the only screen.
 */
export type WindowSight = 'shown' | 'covered' | 'hidden'

/** What went wrong in a part of the app and was put right again. */
export type ShellMishap = 'graphics' | 'server'

/**
 * How a key of the whole system stands: `taken` by another program, `unsupported` where the system lets no program
 * have any (Wayland).
 */
export interface SystemShortcut {
  /** As Electron writes keys; null without any. */
  accelerator: string | null
  state: 'registered' | 'taken' | 'unset' | 'unsupported'
}
export type SystemShortcuts = Readonly<Record<SystemAction, SystemShortcut>>

/** Makes the state of every key, each by its action. */
export function forEachSystemAction(make: (action: SystemAction) => SystemShortcut): SystemShortcuts {
  return Object.fromEntries(SYSTEM_ACTIONS.map((action) => [action, make(action)])) as SystemShortcuts
}
