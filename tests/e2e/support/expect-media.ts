import { expect, type Page } from '@playwright/test'
import { remoteMedia, type RemoteMedia } from './media.ts'

/** Pictures that have to come anew before a picture counts as moving. */
const MOVING_FRAMES = 15

/** Seconds over which silence and a standing picture are watched; the fake microphone beeps once a second. */
const WATCHED_SECONDS = 3

/** How long it may take until what was on its way has come, in milliseconds. */
const SETTLING_LIMIT = 20_000

/** Energy that a muted microphone may add meanwhile: the smallest number of a 16-bit sample, squared, a second. */
const SILENCE = 1e-8

/** Energy that has to come for somebody to be heard. A beep adds 0.1, or less once noise suppression knows it. */
const AUDIBLE = 1e-5

/**
 * Waits until the pictures of so many others are decoded and go on being decoded.
 *
 * @param limit how long it may take, in milliseconds; by default what the test's configuration says
 */
export async function expectMovingPictures(page: Page, people: number, limit?: number): Promise<void> {
  const before = await remoteMedia(page)
  await expect
    .poll(async () => count(await remoteMedia(page), (now, place) => moved(before[place], now)), {
      message: `${people} moving pictures`,
      timeout: limit
    })
    .toBe(people)
}

/** Waits until the sound of so many others is played and goes on. */
export async function expectSound(page: Page, people: number): Promise<void> {
  const before = await remoteMedia(page)
  await expect
    .poll(
      async () =>
        count(
          await remoteMedia(page),
          (now, place) => now.audioEnergy > (before[place]?.audioEnergy ?? 0) + AUDIBLE
        ),
      { message: `the sound of ${people} people` }
    )
    .toBe(people)
}

/** Waits until a stretch of the only connection's sound has nothing to be heard in it. */
export async function expectSilence(page: Page): Promise<void> {
  await expectStretch(page, (from, to) => {
    expect(to.audioEnergy - from.audioEnergy, 'energy of the sound').toBeLessThan(SILENCE)
  })
}

/** Waits until a stretch of the only connection's time has no new picture in it, while its sound goes on. */
export async function expectNoPicture(page: Page): Promise<void> {
  await expectStretch(page, (from, to) => {
    expect(to.framesDecoded - from.framesDecoded, 'pictures decoded').toBe(0)
  })
}

/**
 * Looks at one stretch after the other, by the connection's own time, until one is as it should be: what was on
 * its way comes before, and that may be a lot on a busy machine.
 */
async function expectStretch(page: Page, judge: (from: RemoteMedia, to: RemoteMedia) => void): Promise<void> {
  await expect(async () => {
    const from = await onlyMedia(page)
    let to = from
    await expect
      .poll(
        async () => {
          to = await onlyMedia(page)
          return to.audioSeconds
        },
        { message: 'the sound goes on', intervals: [200] }
      )
      .toBeGreaterThan(from.audioSeconds + WATCHED_SECONDS)
    judge(from, to)
  }).toPass({ timeout: SETTLING_LIMIT })
}

async function onlyMedia(page: Page): Promise<RemoteMedia> {
  const all = await remoteMedia(page)
  expect(all).toHaveLength(1)
  return all[0] as RemoteMedia
}

function moved(before: RemoteMedia | undefined, now: RemoteMedia): boolean {
  return now.framesDecoded > (before?.framesDecoded ?? 0) + MOVING_FRAMES
}

function count<Item>(items: readonly Item[], holds: (item: Item, place: number) => boolean): number {
  return items.filter(holds).length
}
