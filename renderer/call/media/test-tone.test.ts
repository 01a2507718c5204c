import { expect, test } from 'vitest'
import { playTestTone } from './test-tone.ts'

/** An audio context whose notes end as soon as they are to stop. */
function fakeContext() {
  const log: string[] = []
  const node = () => ({ connect: (next: unknown) => next })
  const parameter = { value: 0, setValueAtTime() {}, linearRampToValueAtTime() {} }
  return {
    log,
    currentTime: 0,
    createMediaStreamDestination: () => ({ ...node(), stream: 'the stream' }),
    createGain: () => ({ ...node(), gain: parameter }),
    createOscillator() {
      const oscillator = {
        ...node(),
        frequency: { value: 0 },
        onended: () => {},
        start: () => log.push(`note ${oscillator.frequency.value}`),
        stop: () => queueMicrotask(() => oscillator.onended())
      }
      return oscillator
    },
    close: () => Promise.resolve(log.push('closed'))
  }
}

function fakePlayer(failure?: DOMException) {
  return {
    sink: '',
    srcObject: null as unknown,
    heard: null as unknown,
    setSinkId(id: string) {
      if (failure !== undefined) return Promise.reject(failure)
      this.sink = id
      return Promise.resolve()
    },
    play() {
      this.heard = this.srcObject
      return Promise.resolve()
    }
  }
}

const play = (context: object, player: object, speaker: string | null) =>
  playTestTone(context as AudioContext, player as HTMLAudioElement, speaker)

test('the tone is played on the chosen speaker, and everything is released', async () => {
  const context = fakeContext()
  const player = fakePlayer()
  await play(context, player, 'headset')
  expect(player).toMatchObject({ sink: 'headset', heard: 'the stream', srcObject: null })
  expect(context.log).toEqual(['note 523.25', 'note 783.99', 'closed'])
})

test('the default speaker needs no choosing', async () => {
  const player = fakePlayer(new DOMException('Not to be called', 'NotFoundError'))
  await play(fakeContext(), player, null)
  expect(player.heard).toBe('the stream')
})

test('a speaker that has gone is an error, and everything is released', async () => {
  const context = fakeContext()
  const player = fakePlayer(new DOMException('Gone', 'NotFoundError'))
  await expect(play(context, player, 'gone')).rejects.toThrow('Gone')
  expect(context.log).toEqual(['closed'])
})
