import type { Answer, DecodedPacket, Packet } from 'dns-packet'
import * as v from 'valibot'
import { announcementSchema, NEARBY_SERVICE, type Announcement } from '../../../protocol/nearby.ts'

/** An announcement as it goes out. */
export interface Service {
  /** `parley-` and 16 hexadecimal digits: made up for this announcement, so that it follows nobody around. */
  id: string
  /** Where the server is. */
  address: string
  port: number
  announcement: Announcement
}

/** What a packet says of an announcement; null: that it is over. */
export interface Sighting {
  id: string
  found: { port: number; announcement: Announcement; lifetime: number } | null
}

/** How long others may believe an announcement that isn't repeated, in seconds: as RFC 6762 has it for addresses. */
export const LIFETIME = 120

/** Most announcements that are read from one packet. Ours are alone in theirs. */
const MOST_IN_PACKET = 8

/** An announcement is the first to claim its names, which is why it can go without asking whether they are taken. */
const ID = /^parley-[0-9a-f]{16}$/

const SUFFIX = `.${NEARBY_SERVICE}`

/** The question for all announcements. */
export const QUESTION: Packet = { type: 'query', questions: [{ type: 'PTR', name: NEARBY_SERVICE }] }

/** @param lifetime in seconds; 0 takes the announcement back (RFC 6762, section 10.1) */
export function toPacket({ id, address, port, announcement }: Service, lifetime: number): Packet {
  const instance = id + SUFFIX
  const host = `${id}.local`
  const text = Object.entries(announcement).map(([key, value]) => `${key}=${value}`)
  const own = { ttl: lifetime, flush: true }
  return {
    type: 'response',
    // Authoritative, as every multicast answer (RFC 6762, section 18.4).
    flags: 1 << 10,
    answers: [
      { type: 'PTR', name: NEARBY_SERVICE, ttl: lifetime, data: instance },
      { type: 'SRV', name: instance, ...own, data: { port, target: host } },
      { type: 'TXT', name: instance, ...own, data: text },
      { type: 'A', name: host, ...own, data: address }
    ]
  }
}

/** Whether a packet asks for an announcement, or for a part of it. */
export function asksFor({ id }: Service, { type, questions = [] }: DecodedPacket): boolean {
  const names = new Set([NEARBY_SERVICE, id + SUFFIX, `${id}.local`])
  return type === 'query' && questions.some(({ name }) => names.has(name.toLowerCase()))
}

/**
 * Reads announcements from what somebody on the network has sent, and leaves out whatever isn't one in full.
 *
 * @param from the sender's address. A server is looked for there and nowhere else, so nobody sends others to a third
 */
export function readPacket(
  { type, answers = [], additionals = [] }: DecodedPacket,
  from: string
): Sighting[] {
  if (type !== 'response') return []
  const records = [...answers, ...additionals]
  return records
    .filter((record) => record.type === 'PTR' && sameName(record.name, NEARBY_SERVICE))
    .slice(0, MOST_IN_PACKET)
    .flatMap((pointer) => readAnnouncement(pointer, records, from) ?? [])
}

function readAnnouncement(pointer: Answer, records: readonly Answer[], from: string): Sighting | null {
  if (pointer.type !== 'PTR') return null
  const instance = pointer.data.toLowerCase()
  const id = instance.endsWith(SUFFIX) ? instance.slice(0, -SUFFIX.length) : ''
  if (!ID.test(id)) return null
  const lifetime = Math.min(pointer.ttl ?? 0, LIFETIME)
  if (lifetime === 0) return { id, found: null }
  let port = 0
  let target: string | null = null
  let text: Record<string, string> = {}
  for (const record of records) {
    if (record.type === 'SRV' && sameName(record.name, instance)) ({ port, target } = record.data)
    else if (record.type === 'TXT' && sameName(record.name, instance)) text = readText(record.data)
  }
  const here = records.some(
    (record) =>
      record.type === 'A' && record.data === from && target !== null && sameName(record.name, target)
  )
  const parsed = v.safeParse(announcementSchema, text)
  if (!here || port === 0 || !parsed.success) return null
  return { id, found: { port, announcement: parsed.output, lifetime } }
}

/** `key=value` texts as RFC 6763, section 6.4 reads them: keys in any case, and the first of several counts. */
function readText(data: string | Buffer | (string | Buffer)[]): Record<string, string> {
  const read = new Map<string, string>()
  for (const part of Array.isArray(data) ? data : [data]) {
    const text = part.toString()
    const end = text.indexOf('=')
    const key = text.slice(0, end).toLowerCase()
    if (end > 0 && !read.has(key)) read.set(key, text.slice(end + 1))
  }
  return Object.fromEntries(read)
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
