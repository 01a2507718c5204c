import type { Clock } from '../clock.ts'
import type { LocalMedia } from '../media/local-media.ts'
import { SpeakingDetector } from './speaking-detector.ts'

/** Time between two looks at who is speaking, in milliseconds. */
const PERIOD = 150

export interface SpeakingWatchDependencies {
  media: Pick<LocalMedia, 'on'>
  /** This participant's id; null outside a meeting. */
  self: () => string | null
  /** How loud each of the others is now, 0 to 1, linear, by id; whoever isn't in it is silent. */
  others: () => readonly (readonly [string, number])[]
  clock: Clock
  /** Is told the ids of those who speak whenever they are others than before. */
  onChange: (ids: ReadonlySet<string>) => void
}

/**
 * Looks regularly at who is speaking, this participant among them.
 *
 * @returns ends the watch
 */
export function watchSpeaking({
  media,
  self,
  others,
  clock,
  onChange
}: SpeakingWatchDependencies): () => void {
  const detector = new SpeakingDetector()
  let speaking: ReadonlySet<string> = new Set()
  let ownLevel = 0
  const endLevel = media.on('level', (level) => {
    ownLevel = level
  })
  const endLooking = clock.every(PERIOD, () => {
    const id = self()
    const levels = id === null ? others() : [[id, ownLevel] as const, ...others()]
    const now = detector.update(levels, clock.now())
    if (now === speaking) return
    speaking = now
    onChange(now)
  })
  return () => {
    endLevel()
    endLooking()
  }
}
