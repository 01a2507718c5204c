import * as v from 'valibot'
import { fingerprintSchema } from './fingerprint.ts'
import { parseServerAddress } from './invite.ts'
import { roomCodeSchema } from './room-code.ts'
import { SIGNALING_LIMITS } from './signaling.ts'

/** A device that was chosen: its id, and its label in case the id changes. Null means the system's default. */
const deviceChoiceSchema = v.nullable(v.object({ id: v.string(), label: v.string() }))

const serverAddressSchema = v.pipe(
  v.string(),
  v.check((address) => parseServerAddress(address) === address, 'a server address is an http(s) origin')
)

/** A BCP 47 tag; which languages there are, the texts of the interface tell. */
const languageSchema = v.pipe(v.string(), v.maxLength(35), v.regex(/^[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8})*$/))

/** Most meetings that are remembered. */
export const RECENT_MEETINGS = 8

/** A meeting that was joined: where it was and when, and nothing that opens its door. */
const recentMeetingSchema = v.object({
  room: roomCodeSchema,
  /** Origin of the signaling server; null for the app's own, whose address changes. */
  server: v.nullable(serverAddressSchema),
  /** Whether it was joined as a text room: it is opened as one again. */
  textRoom: v.optional(v.boolean()),
  /** Of the server's certificate, where nobody vouches for it. */
  fingerprint: v.optional(v.nullable(fingerprintSchema)),
  /** Unix time in milliseconds of the last join. */
  joinedAt: v.pipe(v.number(), v.integer(), v.minValue(0))
})

/** What can be done by a key of the whole system, and by a second start of the app. */
export const SYSTEM_ACTIONS = ['microphone', 'camera', 'hand', 'window'] as const
export type SystemAction = (typeof SYSTEM_ACTIONS)[number]

/** Keys as Electron writes them, such as `CommandOrControl+Shift+M`; null without any. */
const acceleratorSchema = v.nullable(
  v.pipe(v.string(), v.maxLength(64), v.regex(/^[A-Za-z0-9]+(?:\+[\x21-\x7e]+)*$/))
)

/** Everything the app remembers. */
export const settingsSchema = v.object({
  /** Display name; empty until the person gives one. */
  name: v.pipe(v.string(), v.maxLength(SIGNALING_LIMITS.nameLength)),
  /** Hue of the avatar in degrees, 0 to 359; null leaves it to chance. */
  color: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(359))),
  /** Null follows the system. */
  language: v.nullable(languageSchema),
  theme: v.picklist(['system', 'light', 'dark']),
  /** Origin of the signaling server; null starts the embedded one when a meeting is made. */
  server: v.nullable(serverAddressSchema),
  /** Whether the embedded server can be reached from the network, or from this machine alone. */
  hostOnNetwork: v.boolean(),
  /** Whether people on this network are shown the meetings that are hosted here, and may knock at their doors. */
  showNearby: v.boolean(),
  /** Whether meetings that others on this network show are listed. */
  findNearby: v.boolean(),
  /** Name of the network interface whose address goes into invite links; null leaves it to the app. */
  shareInterface: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(256))),
  camera: deviceChoiceSchema,
  microphone: deviceChoiceSchema,
  speaker: deviceChoiceSchema,
  /** Whether the person last joined with the camera and the microphone on. */
  joinWithCamera: v.boolean(),
  joinWithMicrophone: v.boolean(),
  /** Whether keys that are pressed alone do something in a meeting. Speech input presses such keys by accident. */
  singleKeyShortcuts: v.boolean(),
  /** What shares of the screen are tuned for: text that is read, or pictures that move. */
  shareQuality: v.picklist(['sharp', 'smooth']),
  /** Whether what the computer plays is shared with the screen. */
  shareAudio: v.boolean(),
  /** Where files of others go, an absolute path; null is the system's folder for downloads. */
  downloadFolder: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(4_096))),
  /** What the microphone's sound goes through before it is sent. */
  echoCancellation: v.boolean(),
  noiseSuppression: v.boolean(),
  autoGainControl: v.boolean(),
  /** Whether the app stays in the tray when its window is closed. */
  closeToTray: v.boolean(),
  /** Whether closing the window in a meeting asks first. */
  confirmLeave: v.boolean(),
  launchAtLogin: v.boolean(),
  /** Whether a start at login shows no window, only the tray. */
  startMinimized: v.boolean(),
  /** Whether a small window stands in for the meeting's while that is minimised or covered. */
  miniWindow: v.boolean(),
  /** Whether the system shows what happens in a meeting while the window is in the background. */
  notifications: v.boolean(),
  /** Keys that work while another program has the focus. */
  systemShortcuts: v.object({
    microphone: acceleratorSchema,
    camera: acceleratorSchema,
    hand: acceleratorSchema,
    window: acceleratorSchema
  }),
  /** Whether the app looks for newer versions of itself. */
  updates: v.boolean(),
  updateChannel: v.picklist(['stable', 'beta']),
  /** Newest first. */
  recentMeetings: v.pipe(v.array(recentMeetingSchema), v.maxLength(RECENT_MEETINGS))
})

/**
 * A change of some settings: a field that doesn't fit is an error. A page can't name a folder, only go back to the
 * system's own: see `chooseDownloadFolder`.
 */
export const settingsChangeSchema = v.partial(
  v.object({ ...settingsSchema.entries, downloadFolder: v.null() })
)

export type Settings = v.InferOutput<typeof settingsSchema>
export type SettingKey = keyof Settings
export type DeviceChoice = Settings['camera']
export type RecentMeeting = v.InferOutput<typeof recentMeetingSchema>

export const DEFAULT_SETTINGS: Readonly<Settings> = {
  name: '',
  color: null,
  language: null,
  theme: 'system',
  server: null,
  hostOnNetwork: true,
  // A code that everybody on the network can read lets everybody there in: nobody has that without having wanted it.
  showNearby: false,
  findNearby: true,
  shareInterface: null,
  camera: null,
  microphone: null,
  speaker: null,
  joinWithCamera: true,
  joinWithMicrophone: true,
  singleKeyShortcuts: true,
  shareQuality: 'sharp',
  shareAudio: false,
  downloadFolder: null,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  closeToTray: false,
  confirmLeave: true,
  launchAtLogin: false,
  startMinimized: false,
  miniWindow: true,
  notifications: true,
  systemShortcuts: { microphone: null, camera: null, hand: null, window: null },
  updates: true,
  updateChannel: 'stable',
  recentMeetings: []
}

/** Reads settings from anything, however damaged: a field that can't be used gets its default, others stay. */
export function parseSettings(stored: unknown): Settings {
  return { ...DEFAULT_SETTINGS, ...usableSettings(stored) }
}

/** The fields of anything that can be used as settings. */
export function usableSettings(stored: unknown): Partial<Settings> {
  const fields: Record<string, unknown> = typeof stored === 'object' && stored !== null ? { ...stored } : {}
  // The schema's answer, not the field itself: it leaves out what it doesn't know.
  const usable = Object.entries(settingsSchema.entries).flatMap(([key, schema]) => {
    const parsed = v.safeParse(schema, fields[key])
    return parsed.success ? [[key, parsed.output]] : []
  })
  return Object.fromEntries(usable) as Partial<Settings>
}
