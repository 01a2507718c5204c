import type { Clock } from '../clock.ts'
import type { LocalMedia } from '../media/local-media.ts'
import { LevelLooks } from './level-looks.ts'
import { SpeakingDetector, THRESHOLD } from './speaking-detector.ts'

/** Time between two looks at who is speaking, in milliseconds. */
const PERIOD = 150

export interface SpeakingWatchDependencies {
  media: Pick<LocalMedia, 'on'>
  /** This participant's id; null outside a meeting. */
  self: () => string | null
  /** Ids of the others who aren't muted. */
  others: () => readonly string[]
  /** How loud one of them is now, 0 to 1, linear. It holds everything up for a moment. */
  levelOf: (id: string) => number
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
  levelOf,
  clock,
  onChange
}: SpeakingWatchDependencies): () => void {
  const detector = new SpeakingDetector()
  const looks = new LevelLooks()
  let speaking: ReadonlySet<string> = new Set()
  let ownLevel = 0
  const endLevel = media.on('level', (level) => {
    ownLevel = level
  })
  const endLooking = clock.every(PERIOD, () => {
    const id = self()
    const now = clock.now()
    const levels = looks.choose(others(), now).map((other) => [other, levelOf(other)] as const)
    for (const [other, level] of levels) if (level >= THRESHOLD) looks.heard(other, now)
    const loud = detector.update(id === null ? levels : [[id, ownLevel], ...levels], now)
    if (loud === speaking) return
    speaking = loud
    onChange(loud)
  })
  return () => {
    endLevel()
    endLooking()
  }
}
