import { expect, test as base } from './support/fixtures.ts'
import { remoteMedia } from './support/media.ts'
import { inviteTo, meet } from './support/meet.ts'
import { showPage } from './support/shown-window.ts'
import { hasSoundSystem, NO_SOUND_SYSTEM } from './support/sound-system.ts'

/** Energy a second that a loud tone adds, at least; and what may be left of the meeting's own voices. */
const LOUD = 1e-2
const FED_BACK = 2e-3

/** Whatever is started plays on a sound system of the test's own. */
const test = base.extend<{ played: void }>({
  played: [
    async ({ soundSystem }, use) => {
      expect(soundSystem).toBeDefined()
      await use()
    },
    { auto: true }
  ]
})

test.skip(!hasSoundSystem(), NO_SOUND_SYSTEM)

/** Energy a second of all that is heard, over the next seconds of the connection's own time. */
async function loudness(page: Parameters<typeof remoteMedia>[0], seconds: number): Promise<number> {
  const total = async () => {
    const [media] = await remoteMedia(page)
    return { energy: media?.audioEnergy ?? 0, at: media?.audioSeconds ?? 0 }
  }
  const from = await total()
  let to = from
  await expect
    .poll(async () => ((to = await total()), to.at - from.at), { intervals: [100] })
    .toBeGreaterThan(seconds)
  return (to.energy - from.energy) / (to.at - from.at)
}

test('what another program plays is shared, and the voices of the meeting are not fed back', async ({
  launch,
  server
}) => {
  // Ada's speakers are real, so what Lin says is part of what her computer plays.
  const ada = await launch({
    name: 'Ada',
    fakeDevices: null,
    settings: { joinWithCamera: false, joinWithMicrophone: false, shareAudio: true }
  })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  const tone = await showPage({ title: 'Player', body: PLAYER })
  try {
    await ada.share.start(tone.title)
    await expect(lin.share.screen('Ada')).toBeVisible()
    await expect.poll(() => loudness(ada.page, 2), { message: 'Ada hears Lin' }).toBeGreaterThan(LOUD)
    // The echo canceller takes a moment to learn the way of the sound.
    await expect.poll(() => loudness(lin.page, 3), { message: 'Lin hears herself' }).toBeLessThan(FED_BACK)
    await tone.page.click('button')
    await expect.poll(() => loudness(lin.page, 1), { message: 'Lin hears the tone' }).toBeGreaterThan(LOUD)
    await ada.share.press(ada.texts.share.stop)
    await expect.poll(() => loudness(lin.page, 1), { message: 'it ends with the share' }).toBeLessThan(1e-6)
  } finally {
    await tone.close()
  }
})

/** A page that plays a tone once its button is clicked. */
const PLAYER = `
  <body>
    <button onclick="play()">Play</button>
    <script>
      function play() {
        const context = new AudioContext()
        const tone = new OscillatorNode(context, { frequency: 440 })
        tone.connect(new GainNode(context, { gain: 0.5 })).connect(context.destination)
        tone.start()
      }
    </script>`
