import type { Role } from '../../protocol/moderation.ts'

const RANKS: Readonly<Record<Role, number>> = { host: 2, 'co-host': 1, participant: 0 }

/** Whether somebody may open and close the room, and decide on who knocks. The server has the last word. */
export function mayModerate(role: Role): boolean {
  return RANKS[role] > 0
}

/** Whether somebody may mute, rename or remove somebody else: hosts and co-hosts, those of a lower role. */
export function mayActOn(role: Role, other: Role): boolean {
  return mayModerate(role) && RANKS[role] > RANKS[other]
}
