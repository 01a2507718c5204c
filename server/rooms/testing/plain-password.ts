import type { Password } from '../room.ts'

/** A password in the open, for rules that don't care how it is kept. */
export function plainPassword(text: string): Password {
  return { matches: (attempt) => attempt === text }
}
