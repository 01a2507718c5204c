import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { PeerFigures, StreamFigures } from '../call/stats/quality-figures.ts'
import { lossOf, type Verdict } from '../call/stats/quality-verdict.ts'
import { HISTORY_LENGTH, type QualitySample } from '../call/stats/quality-watch.ts'
import { useQualityNumbers } from './use-quality-numbers.ts'
import { useQualityTexts } from './use-quality-texts.ts'

type Streams = PeerFigures['incoming']

/** What the panel shows of one person. */
export interface QualityContent {
  readonly verdicts: readonly { way: string; grade: Verdict['grade']; text: string }[]
  readonly facts: readonly { label: string; value: string }[]
  readonly rows: readonly { label: string; incoming: string; outgoing: string }[]
  readonly plots: readonly {
    title: string
    summary: string
    series: readonly { name: string; points: readonly { at: number; value: number | null }[] }[]
    from: number
    until: number
    least: number
    format: (value: number) => string
    begin: string
    end: string
  }[]
}

/** What is plotted: from them, and to them where that is measured, too. */
interface Plotted {
  title: string
  values: readonly ((figures: PeerFigures) => number | null)[]
  least: number
  format: (value: number | null) => string
}

/**
 * The figures of one person, in words.
 *
 * @param samples of them, oldest first
 */
export function useQualityContent(samples: () => readonly QualitySample[]) {
  const { t } = useI18n()
  const numbers = useQualityNumbers()
  const texts = useQualityTexts()

  const plotted = computed((): Plotted[] => [
    {
      title: t('quality.bitrate'),
      values: [({ incoming }) => total(incoming), ({ outgoing }) => total(outgoing)],
      least: 100_000,
      format: numbers.bitrate
    },
    {
      title: t('quality.loss'),
      values: [({ incoming }) => lossOf(incoming), ({ outgoing }) => lossOf(outgoing)],
      least: 0.05,
      format: numbers.share
    },
    {
      title: t('quality.roundTrip'),
      values: [({ roundTrip }) => roundTrip],
      least: 100,
      format: numbers.milliseconds
    },
    {
      title: t('quality.jitter'),
      values: [({ incoming }) => jitterOf(incoming), ({ outgoing }) => jitterOf(outgoing)],
      least: 20,
      format: numbers.milliseconds
    },
    {
      title: t('quality.frames'),
      values: [({ incoming }) => framesOf(incoming), ({ outgoing }) => framesOf(outgoing)],
      least: 30,
      format: numbers.frames
    }
  ])

  return computed<QualityContent | null>(() => {
    const all = samples()
    const last = all.at(-1)
    if (last === undefined) return null
    return {
      verdicts: verdictsOf(last),
      facts: factsOf(last.figures),
      rows: rowsOf(last.figures),
      plots: plotted.value.map((each) => plotOf(each, all, last.at))
    }
  })

  function verdictsOf({ verdicts }: QualitySample): QualityContent['verdicts'] {
    const ways = { incoming: t('quality.fromThem'), outgoing: t('quality.toThem') }
    return (['incoming', 'outgoing'] as const).map((way) => {
      const verdict = verdicts[way]
      const text = verdict.grade === 'good' ? texts.grade('good') : texts.describe({ ...verdict, way }).label
      return { way: t('quality.way', { way: ways[way] }), grade: verdict.grade, text }
    })
  }

  function factsOf(figures: PeerFigures): QualityContent['facts'] {
    return [
      { label: t('quality.path'), value: numbers.path(figures.path) },
      { label: t('quality.roundTrip'), value: numbers.milliseconds(figures.roundTrip) },
      { label: t('quality.available'), value: numbers.bitrate(figures.availableOutgoing) }
    ]
  }

  function rowsOf({ incoming, outgoing }: PeerFigures): QualityContent['rows'] {
    const row = (label: string, valueOf: (streams: Streams) => string) => ({
      label,
      incoming: valueOf(incoming),
      outgoing: valueOf(outgoing)
    })
    return [
      row(t('quality.sound'), (streams) => numbers.bitrate(sum([streams.microphone, streams.screenAudio]))),
      row(t('quality.camera'), (streams) => numbers.bitrate(sum([streams.camera]))),
      row(t('quality.screen'), (streams) => numbers.bitrate(sum([streams.screen]))),
      row(t('quality.loss'), (streams) => numbers.share(lossOf(streams))),
      row(t('quality.jitter'), (streams) => numbers.milliseconds(jitterOf(streams))),
      row(t('quality.size'), (streams) => numbers.size(picture(streams)?.size ?? null)),
      row(t('quality.frames'), (streams) => numbers.frames(framesOf(streams))),
      row(t('quality.codecs'), codecsOf),
      {
        label: t('quality.concealment'),
        incoming: numbers.share(incoming.microphone?.concealment ?? null),
        outgoing: numbers.unknown
      },
      { label: t('quality.limitation'), incoming: numbers.unknown, outgoing: limitationOf(picture(outgoing)) }
    ]
  }

  function codecsOf(streams: Streams): string {
    const codecs = Object.values(streams).flatMap((stream) =>
      stream === null || stream.codec === null || !runs(stream) ? [] : [stream.codec]
    )
    return codecs.length === 0 ? numbers.unknown : [...new Set(codecs)].join(', ')
  }

  function limitationOf(stream: StreamFigures | null): string {
    switch (stream?.limitation ?? null) {
      case 'none':
        return t('quality.limitedByNothing')
      case 'cpu':
        return t('quality.limitedByProcessor')
      case 'bandwidth':
        return t('quality.limitedByBandwidth')
      case 'other':
        return t('quality.limitedByOther')
      case null:
        return numbers.unknown
    }
  }

  function plotOf({ title, values, least, format }: Plotted, all: readonly QualitySample[], until: number) {
    const names = [t('quality.fromThem'), t('quality.toThem')]
    const series = values.map((valueOf, index) => ({
      name: names[index] ?? '',
      points: all.map(({ at, figures }) => ({ at, value: valueOf(figures) }))
    }))
    const said = series.map(({ name, points }) => {
      const known = points.flatMap(({ value }) => (value === null ? [] : [value]))
      if (known.length === 0) return t('quality.noFigures', { name })
      const most = format(Math.max(...known))
      return t('quality.summary', { name, now: format(points.at(-1)?.value ?? null), most })
    })
    return {
      title,
      summary: [title, ...said].join('. '),
      series,
      from: until - HISTORY_LENGTH,
      until,
      least,
      format,
      begin: t('quality.minutesAgo', { count: HISTORY_LENGTH / 60_000 }),
      end: t('quality.now')
    }
  }
}

/** Whether anything is sent in a stream now. */
function runs(stream: StreamFigures): boolean {
  return stream.bitrate !== null && stream.bitrate > 0
}

/** The picture that is looked at: the screen where one is shared, or the face. */
function picture({ screen, camera }: Streams): StreamFigures | null {
  return [screen, camera].find((stream) => stream !== null && runs(stream)) ?? null
}

function framesOf(streams: Streams): number | null {
  return picture(streams)?.framesPerSecond ?? null
}

function jitterOf(streams: Streams): number | null {
  const stream = [streams.microphone, streams.camera].find((each) => each !== null && runs(each))
  return stream?.jitter ?? null
}

function total(streams: Streams): number | null {
  return sum(Object.values(streams))
}

/** Bits per second of all of them; null where none is known. */
function sum(streams: readonly (StreamFigures | null)[]): number | null {
  const known = streams.flatMap((stream) =>
    stream?.bitrate === null || stream === null ? [] : [stream.bitrate]
  )
  return known.length === 0 ? null : known.reduce((all, bits) => all + bits, 0)
}
