import type { Figure } from './figure.ts'

/** What a figure is to come to: its value or its ratio, at most or at least so much. */
export interface Aim {
  of: 'value' | 'ratio'
  bound: 'most' | 'least'
  is: number
}

/** Aims by the ids of their figures. */
export type Aims = Readonly<Record<string, Aim>>

/** An aim in as few words as a table has room for. */
export function aimText({ of, bound, is }: Aim): string {
  const sign = bound === 'most' ? '≤' : '≥'
  return of === 'ratio' ? `ratio ${sign} ${is}` : `${sign} ${is}`
}

/** Whether a figure comes to what it should; without a ratio nobody knows whether that does. */
export function isReached(figure: Figure, { of, bound, is }: Aim): boolean {
  const measured = figure[of]
  if (measured === undefined) return false
  return bound === 'most' ? measured <= is : measured >= is
}
