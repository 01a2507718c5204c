import type { GalleryState } from '../gallery-state.ts'
import { CHAT_STATES } from './chat-states.ts'
import { CHECK_STATES } from './check-states.ts'
import { DESKTOP_STATES } from './desktop-states.ts'
import { FILES_STATES } from './files-states.ts'
import { HOME_STATES } from './home-states.ts'
import { HOSTING_STATES } from './hosting-states.ts'
import { LOBBY_STATES } from './lobby-states.ts'
import { MEETING_STATES } from './meeting-states.ts'
import { MODERATION_STATES } from './moderation-states.ts'
import { QUALITY_STATES } from './quality-states.ts'
import { SETTINGS_STATES } from './settings-states.ts'
import { SHARING_STATES } from './sharing-states.ts'

/** Every state of every screen, by the name under which the address knows it. */
export const STATES: Readonly<Record<string, GalleryState>> = {
  ...HOME_STATES,
  ...LOBBY_STATES,
  ...MEETING_STATES,
  ...CHAT_STATES,
  ...MODERATION_STATES,
  ...FILES_STATES,
  ...CHECK_STATES,
  ...QUALITY_STATES,
  ...SHARING_STATES,
  ...DESKTOP_STATES,
  ...HOSTING_STATES,
  ...SETTINGS_STATES
}
