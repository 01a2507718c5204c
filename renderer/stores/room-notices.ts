import { watch, type Ref } from 'vue'
import type { Knock, Role, RoomState } from '../../protocol/moderation.ts'
import type { CallFailureReason } from '../call/call-error.ts'
import type { Self } from '../call/call-state.ts'
import type { Participant } from '../call/participant.ts'

/** What somebody in charge did, or has to decide. */
export type RoomNotice =
  /** A host asked for silence, and the own microphone was switched off. */
  | { type: 'muted' }
  | { type: 'own-role'; role: Role }
  | { type: 'role'; name: string; role: 'host' | 'co-host' }
  | { type: 'renamed'; name: string }
  | { type: 'lock' | 'password' | 'waiting-room'; on: boolean }
  | { type: 'knock'; name: string }
  | { type: 'moderation-failed'; reason: ModerationFailure }

/** Refusals that have a text of their own. */
const SAID = ['not-permitted', 'no-such-peer', 'room-full'] as const satisfies readonly CallFailureReason[]

/** Why what was asked wasn't done, as far as it makes a difference to whoever asked. */
export type ModerationFailure = (typeof SAID)[number] | 'other'

/** The part of a refusal that is said: the reasons with a text of their own by name, any other as one. */
export function moderationFailure(reason: CallFailureReason): ModerationFailure {
  return SAID.find((said) => said === reason) ?? 'other'
}

interface Sources {
  self: Readonly<Ref<Self | null>>
  participants: Readonly<Ref<readonly Participant[]>>
  room: Readonly<Ref<RoomState>>
  knocks: Readonly<Ref<readonly Knock[]>>
}

/** Says in passing what changes in a meeting by what somebody in charge does, and who knocks. */
export function watchRoom({ self, participants, room, knocks }: Sources, show: (notice: RoomNotice) => void) {
  watch(self, (now, before) => {
    if (now === null || before === null) return
    if (now.role !== before.role) show({ type: 'own-role', role: now.role })
    if (now.name !== before.name) show({ type: 'renamed', name: now.name })
  })
  watch(participants, (now, before) => {
    const roles = new Map(before.map(({ id, role }) => [id, role]))
    for (const { id, name, role } of now) {
      const had = roles.get(id)
      if (had !== undefined && had !== role && role !== 'participant') show({ type: 'role', name, role })
    }
  })
  // What holds on joining is no news, nor is the open state outside a room.
  watch([self, room], ([me, now], [meBefore, before]) => {
    if (me === null || meBefore === null) return
    if (now.locked !== before.locked) show({ type: 'lock', on: now.locked })
    if (now.password !== before.password) show({ type: 'password', on: now.password })
    if (now.waitingRoom !== before.waitingRoom) show({ type: 'waiting-room', on: now.waitingRoom })
  })
  watch(knocks, (now, before) => {
    const known = new Set(before.map(({ id }) => id))
    for (const { id, name } of now) if (!known.has(id)) show({ type: 'knock', name })
  })
}
