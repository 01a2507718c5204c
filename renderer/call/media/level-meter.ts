import type { Clock } from '../clock.ts'

/** Time between two readings, in milliseconds. */
const PERIOD = 66

/** Samples per reading: 512 at 48 kHz are 11 ms, longer than one period of any voice. */
const WINDOW = 512

/** Measures how loud an audio track is, while it is open. */
export class LevelMeter {
  readonly #context: AudioContext
  readonly #source: MediaStreamAudioSourceNode
  readonly #stopReading: () => void

  /** @param onLevel gets the root mean square of the signal, 0 to 1, about 15 times a second */
  constructor(
    track: MediaStreamTrack,
    context: AudioContext,
    clock: Clock,
    onLevel: (level: number) => void
  ) {
    this.#context = context
    const analyser = context.createAnalyser()
    analyser.fftSize = WINDOW
    const samples = new Float32Array(WINDOW)
    this.#source = context.createMediaStreamSource(new MediaStream([track]))
    this.#source.connect(analyser)
    this.#stopReading = clock.every(PERIOD, () => {
      analyser.getFloatTimeDomainData(samples)
      onLevel(rootMeanSquare(samples))
    })
  }

  /** Ends the readings and frees the audio device's graph. The track goes on. */
  async close(): Promise<void> {
    this.#stopReading()
    this.#source.disconnect()
    await this.#context.close()
  }
}

function rootMeanSquare(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.min(1, Math.sqrt(sum / samples.length))
}
