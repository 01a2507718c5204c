import { badness, GOOD, type PeerVerdicts, type QualityReason, type Verdict } from './quality-verdict.ts'

/** Something that isn't good, and so is said. */
export interface QualitySign {
  readonly grade: 'fair' | 'poor'
  readonly reason: QualityReason
  /** Which way: from them, to them, or from here to everybody. */
  readonly way: 'incoming' | 'outgoing' | 'own'
}

/**
 * Whose trouble is shown where. Pure. What keeps everybody from being reached well is this participant's own trouble and
 * said once, and so is a busy computer; what is between two people is said at the other one.
 *
 * @param verdicts by peer id
 */
export function qualitySigns(verdicts: ReadonlyMap<string, PeerVerdicts>): {
  own: QualitySign | null
  others: ReadonlyMap<string, QualitySign>
} {
  // Of somebody who has only just come nothing is known, so they don't speak against what everybody else says.
  const outgoing = [...verdicts.values()].flatMap((each) => (each.judged ? [each.outgoing] : []))
  const shared = outgoing.reduce(milder, outgoing[0] ?? GOOD)
  const own = outgoing.filter(isBusy).reduce(worse, shared)
  const others = [...verdicts].flatMap(([id, { incoming, outgoing }]): [string, QualitySign][] => {
    const isSaid = isBusy(outgoing) || badness(outgoing.grade) <= badness(own.grade)
    const sent = isSaid ? GOOD : outgoing
    const shown = worse(incoming, sent) === incoming ? sign(incoming, 'incoming') : sign(sent, 'outgoing')
    return shown === null ? [] : [[id, shown]]
  })
  return { own: sign(own, 'own'), others: new Map(others) }
}

/** Whether the computer is what keeps something from being sent well. */
function isBusy(verdict: Verdict): boolean {
  return verdict.grade !== 'good' && verdict.reason === 'cpu'
}

/** The worse of two, of those that are alike the first. */
function worse(one: Verdict, other: Verdict): Verdict {
  return badness(other.grade) > badness(one.grade) ? other : one
}

/** The milder of two, of those that are alike the first. */
function milder(one: Verdict, other: Verdict): Verdict {
  return badness(other.grade) < badness(one.grade) ? other : one
}

function sign(verdict: Verdict, way: QualitySign['way']): QualitySign | null {
  return verdict.grade === 'good' ? null : { grade: verdict.grade, reason: verdict.reason, way }
}
