import { badness, GOOD, GRADES, type Verdict } from './quality-verdict.ts'

/** Judgements in a row that it takes until a verdict becomes worse: a single bad moment is none. */
export const WORSE_AFTER = 2

/** Judgements in a row that it takes until a verdict becomes better. */
const BETTER_AFTER = 5

/** A verdict that is shown, and what it is based on. */
export interface CalmVerdict {
  readonly verdict: Verdict
  /** The last judgements, newest last; never more than `BETTER_AFTER`. */
  readonly recent: readonly Verdict[]
}

export const UNJUDGED: CalmVerdict = { verdict: GOOD, recent: [] }

/**
 * Takes one more judgement into account. The verdict becomes as bad as the better of the last two and as good as the
 * worst of the last five, so that it doesn't flicker. Pure, and monotone: of two rows of judgements the one that is
 * nowhere better never leads to the better verdict.
 */
export function calmVerdict({ verdict, recent: earlier }: CalmVerdict, judged: Verdict): CalmVerdict {
  const recent = [...earlier, judged].slice(-BETTER_AFTER)
  const last = recent.slice(-WORSE_AFTER).map(({ grade }) => badness(grade))
  const least = last.length < WORSE_AFTER ? 0 : Math.min(...last)
  const most = Math.max(...recent.map(({ grade }) => badness(grade)))
  const shown = Math.min(Math.max(badness(verdict.grade), least), most)
  return { verdict: withReason(GRADES[shown] ?? 'good', verdict, recent), recent }
}

/** The reason stays as long as it is one. */
function withReason(grade: Verdict['grade'], before: Verdict, recent: readonly Verdict[]): Verdict {
  if (grade === 'good') return GOOD
  const reasons = recent.flatMap((each) =>
    each.grade === 'good' || badness(each.grade) < badness(grade) ? [] : [each.reason]
  )
  const kept = before.grade !== 'good' && reasons.slice(-WORSE_AFTER).includes(before.reason)
  const reason = kept ? before.reason : reasons.at(-1)
  if (reason === undefined) return GOOD
  return before.grade === grade && before.reason === reason ? before : { grade, reason }
}
