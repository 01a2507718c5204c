import { beforeEach, expect, test } from 'vitest'
import { createTicketStore, type ReturnTicket } from './ticket-store.ts'

const TICKET: ReturnTicket = {
  room: 'modi-kafu-ruse',
  server: 'https://meet.example.org',
  textRoom: true,
  resume: 'a token',
  left: false,
  microphone: true,
  camera: false,
  lowBandwidth: false,
  savedAt: 1_000
}
const DAY = 24 * 60 * 60 * 1000

beforeEach(() => sessionStorage.clear())

test('keeps one ticket, across loads', () => {
  createTicketStore(sessionStorage).save(TICKET)
  createTicketStore(sessionStorage).save({ ...TICKET, left: true })
  expect(createTicketStore(sessionStorage).load(2_000)).toEqual({ ...TICKET, left: true })
})

test('keeps none that was forgotten, or that has expired', () => {
  const tickets = createTicketStore(sessionStorage)
  tickets.save(TICKET)
  expect(tickets.load(TICKET.savedAt + DAY)).toBeNull()
  expect(tickets.load(TICKET.savedAt)).toBeNull()
  tickets.save(TICKET)
  tickets.forget()
  expect(tickets.load(2_000)).toBeNull()
})

test.each(['', '{', '[]', JSON.stringify({ ...TICKET, server: 'javascript:alert(1)' })])(
  'takes %j for none',
  (text) => {
    sessionStorage.setItem('parley.return-ticket', text)
    expect(createTicketStore(sessionStorage).load(2_000)).toBeNull()
  }
)

test('without storage there is none', () => {
  const tickets = createTicketStore(null)
  tickets.save(TICKET)
  expect(tickets.load(2_000)).toBeNull()
})
