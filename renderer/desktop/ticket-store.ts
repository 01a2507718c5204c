import * as v from 'valibot'
import { fingerprintSchema } from '../../protocol/fingerprint.ts'
import { parseServerAddress } from '../../protocol/invite.ts'
import { roomCodeSchema } from '../../protocol/room-code.ts'
import { resumeTokenSchema } from '../../protocol/signaling.ts'

const KEY = 'parley.return-ticket'

/** How long a ticket is kept, in milliseconds: as long as the server takes its token. */
const LIFETIME = 24 * 60 * 60 * 1000

const ticketSchema = v.object({
  room: roomCodeSchema,
  /** Origin of the signaling server; null for the app's own, whose address changes. */
  server: v.nullable(
    v.pipe(
      v.string(),
      v.check((address) => parseServerAddress(address) === address)
    )
  ),
  /** Whether it was joined as a text room. */
  textRoom: v.optional(v.boolean(), false),
  /** Of the server's certificate, where nobody vouches for it. */
  fingerprint: v.optional(v.nullable(fingerprintSchema)),
  /** Opens the room as the same peer. Secret. */
  resume: resumeTokenSchema,
  /** Whether the page went in order, and not by a crash: then nobody is put into a meeting without asking. */
  left: v.boolean(),
  /** What was on: whoever was muted comes back muted. */
  microphone: v.boolean(),
  camera: v.boolean(),
  lowBandwidth: v.boolean(),
  /** Unix time in milliseconds. */
  savedAt: v.number()
})

/** The way back into a meeting for a page that was loaded anew, or an app that was started again. */
export type ReturnTicket = v.InferOutput<typeof ticketSchema>

export interface TicketStore {
  /** The ticket that is kept; null without one. */
  load(now: number): ReturnTicket | null
  save(ticket: ReturnTicket): void
  forget(): void
}

/**
 * Keeps one ticket.
 *
 * @param storage the tab's own in a browser, where each tab may be in a meeting of its own; null where there is none
 */
export function createTicketStore(storage: Storage | null): TicketStore {
  const forget = () => storage?.removeItem(KEY)
  return {
    load(now) {
      try {
        const ticket = v.safeParse(ticketSchema, JSON.parse(storage?.getItem(KEY) ?? 'null'))
        if (ticket.success && now - ticket.output.savedAt < LIFETIME) return ticket.output
      } catch {
        // Whatever it is, it is no ticket.
      }
      forget()
      return null
    },
    save(ticket) {
      try {
        storage?.setItem(KEY, JSON.stringify(ticket))
      } catch {
        // Storage is full: this participant would return as a new one.
      }
    },
    forget
  }
}
