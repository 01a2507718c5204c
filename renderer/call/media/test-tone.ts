/** Two notes a fifth apart, C5 and G5, in hertz. */
const NOTES = [523.25, 783.99]

/** Length of a note, in seconds. */
const LENGTH = 0.45

/** Loud enough to be heard, not to frighten; 0 to 1. */
const VOLUME = 0.25

/**
 * Plays two soft notes on an output device, and releases it.
 *
 * @param speaker id of the device; null is the system's default
 * @throws DOMException when the device can't be used (W3C Audio Output Devices API)
 */
export async function playTestTone(
  context: AudioContext,
  player: HTMLAudioElement,
  speaker: string | null
): Promise<void> {
  try {
    // An audio element can choose its output where an audio context can't.
    const output = context.createMediaStreamDestination()
    if (speaker !== null && 'setSinkId' in player) await player.setSinkId(speaker)
    player.srcObject = output.stream
    await player.play()
    await Promise.all(NOTES.map((note, place) => playNote(context, output, note, place * LENGTH)))
  } finally {
    player.srcObject = null
    await context.close()
  }
}

/** Settles when the note has ended. Its volume rises and falls, so that it doesn't click. */
function playNote(context: AudioContext, output: AudioNode, frequency: number, delay: number): Promise<void> {
  const from = context.currentTime + delay
  const oscillator = context.createOscillator()
  const volume = context.createGain()
  oscillator.frequency.value = frequency
  volume.gain.setValueAtTime(0, from)
  volume.gain.linearRampToValueAtTime(VOLUME, from + 0.03)
  volume.gain.linearRampToValueAtTime(0, from + LENGTH)
  oscillator.connect(volume).connect(output)
  return new Promise((resolve) => {
    oscillator.onended = () => resolve()
    oscillator.start(from)
    oscillator.stop(from + LENGTH)
  })
}
