import * as v from 'valibot'
import { fingerprintSchema } from './fingerprint.ts'
import { nameSchema } from './identity.ts'
import { roomCodeSchema } from './room-code.ts'

/** The service type under which meetings are announced by multicast DNS (RFC 6762, RFC 6763). */
export const NEARBY_SERVICE = '_parley._tcp.local'

/** What the page wants announced on the network: the meeting in which its person is. */
export const announcedMeetingSchema = v.object({
  room: roomCodeSchema,
  /** Whose meeting it is. */
  name: nameSchema,
  textRoom: v.boolean()
})
export type AnnouncedMeeting = v.InferOutput<typeof announcedMeetingSchema>

/**
 * The TXT record of an announcement. It holds the room's code, so whoever reads it may knock at that room's door. Keys
 * that aren't here are left alone: a later version may add to them.
 */
export const announcementSchema = v.object({
  /** Of this record. A version that means something else by the keys has another number. */
  txtvers: v.literal('1'),
  /** How the server is spoken to; its port is in the SRV record. */
  scheme: v.picklist(['http', 'https']),
  room: roomCodeSchema,
  name: nameSchema,
  /** Whether the meeting begins with chat and files alone. */
  text: v.optional(v.literal('1')),
  /** Of the server's certificate, which nobody else vouches for. */
  sha256: v.optional(fingerprintSchema)
})
export type Announcement = v.InferOutput<typeof announcementSchema>

/** A meeting that somebody else on the network announces. Nothing of it is proven: anybody can announce anything. */
export interface NearbyMeeting {
  /** Of this announcement: `parley-` and 16 hexadecimal digits. */
  id: string
  name: string
  room: string
  /** Origin of the signaling server, at the address from which the announcement came. */
  server: string
  textRoom: boolean
  /** Of the certificate that is to be seen there; null where the announcement names none. */
  fingerprint: string | null
}
