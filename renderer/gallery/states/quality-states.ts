import { SAMPLE_PERIOD } from '../../call/stats/quality-watch.ts'
import { FakeStats, type FakeConditions } from '../../call/testing/fake-stats.ts'
import { settle } from '../../call/testing/settle.ts'
import type { FakeApp } from '../../stores/testing/fake-app.ts'
import type { GalleryState, Stage } from '../gallery-state.ts'

const NAMES = ['Lin 林小雨', 'Grace Hopper', 'Maximiliana von Hohenstein-Württemberg', 'Omar', '陈思远']

/** How things are at the given sample, the first being 0. */
type Weather = (sample: number) => FakeConditions

/** Goes up and down a little, as everything real does. */
const wave = (sample: number, period: number) => Math.sin((sample * 2 * Math.PI) / period)

const good: Weather = (sample) => ({
  roundTrip: 38 + 6 * wave(sample, 9),
  available: 2_400_000,
  local: { candidateType: 'host' },
  remote: { candidateType: 'srflx' },
  incoming: {
    microphone: { bitrate: 38_000 + 4_000 * wave(sample, 7), jitter: 5 + 2 * wave(sample, 5) },
    camera: { bitrate: 1_150_000 + 180_000 * wave(sample, 13), width: 1280, height: 720 }
  },
  outgoing: {
    microphone: { bitrate: 36_000, jitter: 6 + wave(sample, 6) },
    camera: { bitrate: 900_000 + 120_000 * wave(sample, 17), framesPerSecond: 29 }
  }
})

/** Worse and worse, over a relay. */
const poor: Weather = (sample) => ({
  roundTrip: 180 + sample * 4 + 40 * wave(sample, 8),
  available: 280_000,
  local: { candidateType: 'relay', relayProtocol: 'tls' },
  incoming: {
    microphone: {
      bitrate: 30_000,
      loss: Math.max(0, 0.04 + sample / 700 + 0.03 * wave(sample, 6)),
      jitter: 30 + 14 * wave(sample, 5),
      concealment: 0.06
    },
    camera: {
      bitrate: 320_000 - sample * 2_000,
      framesPerSecond: Math.max(6, 24 - sample / 5),
      width: 320,
      height: 180,
      loss: 0.09
    }
  },
  outgoing: {
    microphone: { bitrate: 32_000, loss: 0.02, jitter: 22 },
    camera: {
      bitrate: 190_000,
      framesPerSecond: 14,
      loss: 0.03,
      width: 320,
      height: 180,
      limitation: 'bandwidth'
    }
  }
})

const slow: Weather = (sample) => ({ ...good(sample), roundTrip: 420 })
const busy: Weather = (sample) => ({
  ...good(sample),
  outgoing: { camera: { framesPerSecond: 9, limitation: 'cpu' } }
})

/** Lets so many samples be taken under the weather of each of the others, in their order. */
async function measure(app: FakeApp, samples: number, weathers: readonly Weather[]): Promise<void> {
  const fakes = app.connections.map(
    (connection) => new FakeStats(connection.getTransceivers().map(({ mid }) => mid))
  )
  for (let sample = 0; sample < samples; sample += 1) {
    app.connections.forEach((connection, index) => {
      const weather = weathers[index] ?? good
      const stats = fakes[index]?.pass(SAMPLE_PERIOD, weather(sample))
      if (stats !== undefined) connection.stats = stats
    })
    app.clock.advance(SAMPLE_PERIOD)
    await settle()
  }
}

function quality(
  weathers: readonly Weather[],
  then?: (stage: Stage) => Promise<void>,
  samples = 90
): GalleryState {
  return {
    path: '/r/modi-kafu-ruse',
    act: async (stage) => {
      const { app, press, texts } = stage
      await press(texts.lobby.join)
      for (const name of NAMES.slice(0, weathers.length)) await app.invite(name)
      await settle()
      await measure(app, samples, weathers)
      await then?.(stage)
      // In that time the controls have hidden; any movement shows them.
      window.dispatchEvent(new PointerEvent('pointermove', { screenX: 1, screenY: 1 }))
      await settle()
    }
  }
}

async function openPanel(): Promise<void> {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'q', bubbles: true }))
  await settle()
}

/** Scrolls what is open to its end. */
async function scrollDown(): Promise<void> {
  await openPanel()
  const body = document.querySelector('[role=dialog] [tabindex="0"]')
  body?.scrollTo(0, body.scrollHeight)
  await settle()
}

/** What is seen of how well people can be reached. */
export const QUALITY_STATES: Readonly<Record<string, GalleryState>> = {
  'meeting-quality-signs': quality([poor, slow, good, busy, good], undefined, 12),
  'meeting-quality-signs-2': quality([poor], undefined, 12),
  'meeting-quality-signs-speaker': quality(
    [poor, slow, good, poor, good],
    async () => {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'l', bubbles: true }))
      await settle()
    },
    12
  ),
  'meeting-quality-panel': quality([good, slow], openPanel),
  'meeting-quality-panel-poor': quality([poor, good], openPanel),
  'meeting-quality-panel-table': quality([poor, good], scrollDown),
  'meeting-quality-panel-begin': quality([good], openPanel, 0),
  'meeting-quality-panel-alone': quality([], openPanel, 1)
}
