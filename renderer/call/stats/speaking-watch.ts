import type { Clock } from '../clock.ts'
import { SpeakingDetector } from './speaking-detector.ts'

/** Time between two looks at who is speaking, in milliseconds. */
const PERIOD = 150

/**
 * Looks regularly at who is speaking.
 *
 * @param levels how loud each is now, 0 to 1, linear, by id; whoever isn't in it is silent
 * @param onChange is told the ids of those who speak whenever they are others than before
 * @returns ends the watch
 */
export function watchSpeaking(
  clock: Clock,
  levels: () => Iterable<readonly [string, number]>,
  onChange: (ids: ReadonlySet<string>) => void
): () => void {
  const detector = new SpeakingDetector()
  let speaking: ReadonlySet<string> = new Set()
  return clock.every(PERIOD, () => {
    const now = detector.update(levels(), clock.now())
    if (now === speaking) return
    speaking = now
    onChange(now)
  })
}
