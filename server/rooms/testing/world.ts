import { expect } from 'vitest'
import type { Knock, ModerateRequest, Role, RoomState } from '../../../protocol/moderation.ts'
import type { RosterEntry } from '../../../protocol/signaling.ts'
import type { Arrival, Notification } from '../notification.ts'
import { Rooms, type Outcome, type Seat } from '../rooms.ts'
import type { Claim } from '../succession.ts'
import { plainPassword } from './plain-password.ts'
import { RoomModel, verdict } from './room-model.ts'

/** Somebody who joins, and what they know from what they were told. */
interface Person {
  address: string | null
  /** What their latest resume token says; null before the first join. */
  claim: (Claim & { room: string; peer: string }) | null
  connection: string | null
  knock: { room: string; peer: string; connection: string } | null
  /** All connections they ever had: messages about old ones may come late, or twice. */
  history: string[]
  /** What they are, and all others, as they know it. */
  self: RosterEntry | null
  view: Map<string, RosterEntry>
  state: RoomState | null
  waiting: Map<string, Knock>
}

export interface Attempt {
  room: string
  returns: boolean
  name: string
  password: string | undefined
  now: number
}

/** `Rooms` beside its model, and the people who listen to it. */
export class World {
  readonly people: Person[]
  readonly #limit: number
  readonly #codes: readonly string[]
  #models: Map<string, RoomModel>
  #rooms: Rooms
  #ids = 0

  constructor(codes: readonly string[], addresses: readonly (string | null)[], limit: number) {
    this.#codes = codes
    this.#limit = limit
    this.#rooms = this.#createRooms()
    this.#models = this.#createModels()
    this.people = addresses.map((address) => ({
      address,
      claim: null,
      connection: null,
      knock: null,
      history: [],
      self: null,
      view: new Map(),
      state: null,
      waiting: new Map()
    }))
  }

  /** Indices of the people who are hosts and co-hosts. */
  get inCharge(): number[] {
    return [...this.people.keys()].filter((index) => {
      const { connection, self } = this.people[index]!
      return connection !== null && self!.role !== 'participant'
    })
  }

  /** Indices of the people who wait. */
  get waiting(): number[] {
    return [...this.people.keys()].filter((index) => this.people[index]!.knock !== null)
  }

  /** Opens a new connection and joins: as somebody new, or with the claim that the person holds. */
  join(index: number, { room: code, returns, name, password, now }: Attempt): void {
    const person = this.people[index]!
    const connection = `connection ${(this.#ids += 1)}`
    // A person has one socket at a time: who comes anew has lost the one before.
    if (person.knock !== null) this.leave(index)
    const claim = returns ? person.claim : null
    if (claim === null) this.lose(index)
    const room = claim?.room ?? code
    const peer = claim?.peer ?? `peer ${(this.#ids += 1)}`
    const model = this.#models.get(room)!
    const { address } = person
    const before = this.#rooms.roster(room)
    const known = model.places.get(peer)
    const refusal = model.door({ peer, stranger: claim === null, address, password }, this.#limit)
    const joined = this.#rooms.join({ room, connection, peer, claim, name, password, address, now })
    if (!joined.ok) {
      expect(joined.error.reason).toBe(refusal)
      person.connection = null
      return
    }
    person.history.push(connection)
    const place = { connection, name, live: true, address }
    if (joined.value.status === 'waiting') {
      expect(refusal).toBe('waiting')
      person.knock = { room, peer, connection }
      model.waiting.set(peer, place)
    } else {
      const { arrival, replaced } = joined.value
      expect(refusal).toBeNull()
      expect(replaced).toBe(known?.connection ?? null)
      expect(arrival.self).toMatchObject({ id: peer, name })
      const entry = before.find(({ id }) => id === peer)
      if (entry !== undefined)
        expect(arrival.self).toMatchObject({ joinedAt: entry.joinedAt, role: entry.role })
      else for (const { joinedAt } of before) expect(arrival.self.joinedAt).toBeGreaterThan(joinedAt)
      if (claim === null) expect(arrival.self.role).toBe(before.length === 0 ? 'host' : 'participant')
      person.connection = connection
      model.places.set(peer, place)
      this.#arrive(person, room, arrival)
    }
    this.#deliver(joined.value.notifications)
  }

  leave(index: number): void {
    const person = this.people[index]!
    const { knock } = person
    const connection = knock?.connection ?? person.connection ?? person.history.at(-1) ?? 'never connected'
    const heir = person.knock === null && person.connection !== null ? this.#heirOf(person.claim!) : null
    const left = this.#rooms.leave(connection)
    expect(left.ok).toBe(knock !== null || person.connection !== null)
    if (!left.ok) return
    if (knock !== null) this.#models.get(knock.room)!.waiting.delete(knock.peer)
    else this.#models.get(person.claim!.room)!.places.delete(person.claim!.peer)
    person.knock = null
    person.connection = null
    this.#conclude(left.value)
    this.#expectHeir(heir)
  }

  lose(index: number): void {
    const person = this.people[index]!
    const connection = person.connection ?? person.history.at(-1) ?? 'never connected'
    expect(this.#rooms.lose(connection)).toBe(person.connection !== null)
    if (person.connection === null) return
    this.#models.get(person.claim!.room)!.places.get(person.claim!.peer)!.live = false
    person.connection = null
  }

  /** The grace time of one of their connections ends, or something old says so again. */
  expire(index: number, which: number): void {
    const { history } = this.people[index]!
    const connection = history[which % Math.max(1, history.length)] ?? 'never connected'
    let heir: Seat | null = null
    for (const [room, { places }] of this.#models) {
      for (const [peer, place] of places) {
        if (place.connection !== connection || place.live) continue
        heir = this.#heirOf({ room, peer })
        places.delete(peer)
      }
    }
    this.#conclude(this.#rooms.expire(connection))
    this.#expectHeir(heir)
  }

  /** One person wants something done, to another one perhaps. */
  moderate(index: number, targetIndex: number, ask: (id: string) => ModerateRequest, now: number): void {
    const actor = this.people[index]!
    const target = this.people[targetIndex]!
    const request = ask(target.knock?.peer ?? target.claim?.peer ?? 'nobody')
    const connection = actor.connection ?? actor.knock?.connection ?? 'never connected'
    if (actor.connection === null) {
      const refused = this.#rooms.moderate(connection, request, now)
      expect(refused).toMatchObject({ ok: false, error: { reason: 'not-joined' } })
      return
    }
    const room = actor.claim!.room
    const model = this.#models.get(room)!
    const before = this.#rooms.roster(room)
    const id = 'id' in request ? request.id : null
    const expected = verdict(actor.self!, request, before.find((entry) => entry.id === id)?.role, {
      waits: id !== null && model.waiting.has(id),
      full: model.places.size >= this.#limit
    })
    const ruled = this.#rooms.moderate(connection, request, now)
    if (!ruled.ok) {
      expect(ruled.error.reason).toBe(expected)
      expect(this.#rooms.roster(room)).toEqual(before)
      return
    }
    expect(expected).toBeNull()
    model.apply(request, this.#limit)
    this.#expectRoles(before, actor.self!, request, this.#rooms.roster(room))
    this.#conclude(ruled.value)
  }

  /** The server starts again and knows nobody. */
  restart(): void {
    this.#rooms = this.#createRooms()
    this.#models = this.#createModels()
    for (const person of this.people) Object.assign(person, { connection: null, knock: null })
  }

  check(): void {
    let people = 0
    for (const [code, model] of this.#models) {
      const roster = this.#rooms.roster(code)
      people += roster.length
      expect(new Map(roster.map(({ id, name }) => [id, name]))).toEqual(
        new Map([...model.places].map(([id, { name }]) => [id, name]))
      )
      expect(roster.length).toBeLessThanOrEqual(this.#limit)
      expect(new Set(roster.map(({ joinedAt }) => joinedAt)).size).toBe(roster.length)
      expect(roster.filter(({ role }) => role === 'host')).toHaveLength(Math.min(1, roster.length))
      for (const person of this.people) {
        if (person.connection !== null && person.claim!.room === code)
          this.#checkMember(person, model, roster)
        if (person.knock?.room === code) this.#checkWaiter(person.knock, model)
      }
    }
    const inhabited = [...this.#models.values()].filter(({ places }) => places.size > 0).length
    expect(this.#rooms.counts).toEqual({ rooms: inhabited, people })
  }

  #checkMember(person: Person, model: RoomModel, roster: RosterEntry[]): void {
    const { connection, claim, self } = person
    expect(this.#rooms.seat(connection!)).toEqual({ room: claim!.room, peer: claim!.peer })
    expect(self).toEqual(roster.find(({ id }) => id === claim!.peer))
    const others = roster.filter(({ id }) => id !== claim!.peer)
    expect(person.view).toEqual(new Map(others.map((entry) => [entry.id, entry])))
    expect(person.state).toEqual(model.state)
    // Who is no longer in charge isn't told any more, so only what those in charge know has to be right.
    if (self!.role !== 'participant') expect([...person.waiting.keys()]).toEqual([...model.waiting.keys()])
    for (const { id } of others) {
      const place = model.places.get(id)!
      expect(this.#rooms.route(connection!, id)).toEqual({
        ok: true,
        value: { from: claim!.peer, connection: place.live ? place.connection : null }
      })
    }
  }

  #checkWaiter({ room, peer, connection }: NonNullable<Person['knock']>, model: RoomModel): void {
    expect(model.waiting.get(peer)?.connection).toBe(connection)
    expect(this.#rooms.waitingSeat(connection)).toEqual({ room, peer })
    expect(this.#rooms.seat(connection)).toBeNull()
    for (const id of model.places.keys()) expect(this.#rooms.route(connection, id).ok).toBe(false)
  }

  /** Only appointing changes roles, and only those of the two concerned. */
  #expectRoles(
    before: RosterEntry[],
    actor: RosterEntry,
    request: ModerateRequest,
    after: RosterEntry[]
  ): void {
    const roles = new Map<string, Role>(before.map(({ id, role }) => [id, role]))
    if (request.type === 'role') {
      roles.set(request.id, request.role)
      if (request.role === 'host') roles.set(actor.id, 'co-host')
    }
    for (const { id, role } of after) expect(role).toBe(roles.get(id) ?? 'participant')
  }

  /** Who has to be host once somebody goes who is host now. */
  #heirOf({ room, peer: leaver }: Seat): Seat | null {
    const roster = this.#rooms.roster(room)
    if (roster.find(({ role }) => role === 'host')?.id !== leaver) return null
    const { places } = this.#models.get(room)!
    // A stable sort: among equals the one who came first stays first.
    const rank = ({ id, role }: RosterEntry) => (places.get(id)!.live ? 0 : 2) + (role === 'co-host' ? 0 : 1)
    const [heir] = roster.filter(({ id }) => id !== leaver).sort((a, b) => rank(a) - rank(b))
    return heir === undefined ? null : { room, peer: heir.id }
  }

  #expectHeir(heir: Seat | null): void {
    if (heir === null) return
    expect(this.#rooms.roster(heir.room).find(({ role }) => role === 'host')?.id).toBe(heir.peer)
  }

  #conclude({ notifications, freed }: Outcome): void {
    this.#deliver(notifications)
    for (const connection of freed) {
      expect(this.#rooms.seat(connection) ?? this.#rooms.waitingSeat(connection)).toBeNull()
      expect(this.people.some((person) => person.connection === connection)).toBe(false)
      const again = {
        room: 'elsewhere',
        connection,
        peer: 'again',
        claim: null,
        name: '',
        address: null,
        now: 0
      }
      expect(this.#rooms.join(again).ok, 'a connection without a seat may join again').toBe(true)
      this.#rooms.leave(connection)
    }
    for (const [code, { places }] of this.#models) {
      if (places.size === 0) this.#models.set(code, new RoomModel())
    }
  }

  #deliver(notifications: readonly Notification[]): void {
    for (const notification of notifications) {
      expect(new Set(notification.to).size).toBe(notification.to.length)
      for (const connection of notification.to) {
        const member = this.people.find((person) => person.connection === connection)
        const waiter = this.people.find((person) => person.knock?.connection === connection)
        if (member !== undefined) this.#hear(member, notification)
        else if (waiter !== undefined) this.#hearOutside(waiter, notification)
        else expect.fail('a notification goes to a live connection')
      }
    }
  }

  #hear(person: Person, { event, payload }: Notification): void {
    switch (event) {
      case 'peer:joined':
        expect(payload.id).not.toBe(person.self!.id)
        person.view.set(payload.id, payload)
        break
      case 'peer:left':
        expect(person.view.delete(payload.id), 'somebody who left was there').toBe(true)
        break
      case 'peer:changed':
        if (payload.id === person.self!.id) {
          person.self = payload
          person.claim!.role = payload.role
        } else {
          expect(person.view.has(payload.id), 'somebody who changed was there').toBe(true)
          person.view.set(payload.id, payload)
        }
        if (payload.id === person.self!.id && payload.role === 'participant') person.waiting.clear()
        break
      case 'room:state':
        expect(payload).not.toEqual(person.state)
        person.state = payload
        break
      case 'room:mute-request':
      case 'room:stop-share-request':
        expect(person.self!.role).not.toBe('host')
        break
      case 'room:closed':
        person.connection = null
        break
      case 'room:knock':
        expect(person.self!.role, 'only those in charge hear of knocks').not.toBe('participant')
        person.waiting.set(payload.id, payload)
        break
      case 'room:knock-ended':
        expect(person.waiting.delete(payload.id)).toBe(true)
        break
      case 'room:admitted':
      case 'room:refused':
        expect.fail('somebody inside is not admitted or refused')
    }
  }

  /** Who waits is told how that ends, and nothing else. */
  #hearOutside(person: Person, { event, payload }: Notification): void {
    const { room, peer, connection } = person.knock!
    person.knock = null
    if (event === 'room:refused') return
    if (event !== 'room:admitted') return expect.fail(`somebody who waits heard ${event}`)
    expect(payload.self).toMatchObject({ id: peer, role: 'participant' })
    expect(payload.waiting).toEqual([])
    person.connection = connection
    this.#arrive(person, room, payload)
  }

  #arrive(person: Person, room: string, { self, peers, state, waiting }: Arrival): void {
    person.claim = { room, peer: self.id, role: self.role, joinedAt: self.joinedAt }
    person.self = self
    person.view = new Map(peers.map((peer) => [peer.id, peer]))
    person.state = state
    person.waiting = new Map(waiting.map((knock) => [knock.id, knock]))
  }

  #createRooms(): Rooms {
    return new Rooms(this.#limit, plainPassword)
  }

  #createModels(): Map<string, RoomModel> {
    return new Map(this.#codes.map((code) => [code, new RoomModel()]))
  }
}
