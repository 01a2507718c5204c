import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { startServerProcess } from '../../../build/scripts/server-process.ts'
import { ensureLinuxLibraries } from '../../../build/scripts/linux-libraries.ts'
import { whyNoNamespacesHere } from '../../../build/scripts/network-namespaces.ts'
import { say } from '../../../build/scripts/project.ts'
import { expectMovingPictures, expectSound } from '../../e2e/support/expect-media.ts'
import { longestGap } from '../longest-gap.ts'
import { inviteTo, meet } from '../../e2e/support/meet.ts'
import { launchParticipant, type Participant } from '../../e2e/support/participant.ts'
import { picturesAt, watchPictures } from '../../e2e/support/picture-watch.ts'
import { hasSoundSystem, NO_SOUND_SYSTEM, openSoundSystem } from '../../e2e/support/sound-system.ts'
import { moveAda } from '../../lab/address-change/address-change.ts'
import { Lab } from '../../lab/lab.ts'
import type { Bench } from '../bench.ts'
import { figureOf, type Figure } from '../figure.ts'

const RUNS = 3

/** How long the server stays away, in milliseconds. */
const OUTAGE = 5_000

/** How long anything may take to come back, in milliseconds. */
const RETURN_LIMIT = 60_000

/** How often something is looked for that is to come, in milliseconds: the grain of what is found. */
const LOOKS = 20

/** How soon a call gets over what goes wrong around it. */
export const RECOVERY: Bench = {
  about: `People in a meeting, with fake cameras on.

- \`recovery.signaling.gap\`: the longest time without a new picture at one of three people while the signaling server is
  killed, stays away for five seconds, and returns without its memory. Pictures come every 33 ms; they are looked for every 50 ms. The limit is
  the same call while a server that it has nothing to do with is killed and started.
- \`recovery.signaling.roster\`: from when the server listens again until all three have it again.
- \`recovery.network\`: the longest time without a new picture at somebody in a browser whose address changes, behind a NAT
  of a virtual network. Left out where there are no network namespaces.
- \`recovery.device\`: from when the microphone in use is unplugged until another one's sound is sent. Left out without
  PulseAudio.`,
  measure: async () => [
    ...(await measureSignaling()),
    ...(await measureNetwork()),
    ...(await measureDevice())
  ]
}

async function measureSignaling(): Promise<Figure[]> {
  const environment = { SIGNALING_SECRET: 'the same secret before and after a restart' }
  let server = await startServerProcess({ port: 0, host: '127.0.0.1', environment })
  const people: Participant[] = []
  try {
    for (const name of ['Ada', 'Lin', 'Sam']) people.push(await launchParticipant({ name }))
    await meet(inviteTo(server), ...people)
    const pages = people.map(({ page }) => page)
    for (const page of pages) await expectMovingPictures(page, 2, RETURN_LIMIT)
    const [gaps, limits, returns]: [number[], number[], number[]] = [[], [], []]
    for (let run = 0; run < RUNS; run++) {
      limits.push(...(await gapsBesides(pages)))
      for (const page of pages) await watchPictures(page)
      const endedAt = Date.now()
      await server.stop('SIGKILL')
      for (const { page, texts } of people) await page.getByText(texts.meeting.signalingLost).waitFor()
      await sleep(OUTAGE)
      server = await startServerProcess({
        port: Number(new URL(server.origin).port),
        host: '127.0.0.1',
        environment
      })
      const listensAt = Date.now()
      for (const { page, texts } of people) {
        await page.getByText(texts.meeting.signalingLost).waitFor({ state: 'hidden', timeout: RETURN_LIMIT })
      }
      returns.push(Date.now() - listensAt)
      for (const page of pages) {
        await expectMovingPictures(page, 2, RETURN_LIMIT)
        gaps.push(longestGap(await picturesAt(page), endedAt))
      }
    }
    return [
      figureOf('recovery.signaling.gap', 'ms', gaps, limits),
      figureOf('recovery.signaling.roster', 'ms', returns)
    ]
  } finally {
    await Promise.all(people.map((person) => person.close()))
    await server.stop()
  }
}

/** The same with a server that nobody in the meeting has to do with: to start one keeps a machine busy. */
async function gapsBesides(pages: readonly Page[]): Promise<number[]> {
  const start = () => startServerProcess({ port: 0, host: '127.0.0.1' })
  const other = await start()
  for (const page of pages) await watchPictures(page)
  const endedAt = Date.now()
  await other.stop('SIGKILL')
  await sleep(OUTAGE)
  await (await start()).stop()
  const gaps: number[] = []
  for (const page of pages) {
    await expectMovingPictures(page, 2, RETURN_LIMIT)
    gaps.push(longestGap(await picturesAt(page), endedAt))
  }
  return gaps
}

async function measureNetwork(): Promise<Figure[]> {
  const reason = await whyNoNamespacesHere()
  if (reason !== null) {
    say(`recovery.network is left out: ${reason}`)
    return []
  }
  await ensureLinuxLibraries({ runtime: null, lab: true })
  const lab = await Lab.open({ busyCamera: false })
  try {
    const gaps: number[] = []
    for (let run = 0; run < RUNS; run++) {
      await lab.use({ a: 'port-restricted', b: 'port-restricted' })
      await lab.meet(true)
      gaps.push(...(await moveAda(lab)))
    }
    if (!gaps.every(Number.isFinite)) throw new Error('The call does not come back from a change of address')
    return [figureOf('recovery.network', 'ms', gaps)]
  } finally {
    await lab.close()
  }
}

async function measureDevice(): Promise<Figure[]> {
  if (!hasSoundSystem()) {
    say(`recovery.device is left out: ${NO_SOUND_SYSTEM}`)
    return []
  }
  const soundSystem = await openSoundSystem()
  const server = await startServerProcess({ port: 0, host: '127.0.0.1' })
  const people: Participant[] = []
  try {
    await soundSystem.plugMicrophone('Built-in')
    let unplug = await soundSystem.plugMicrophone('Headset')
    const settings = { joinWithCamera: false, microphone: { id: 'unknown', label: 'Headset' } }
    people.push(await launchParticipant({ name: 'Ada', fakeDevices: null, settings }))
    people.push(await launchParticipant({ name: 'Lin' }))
    await meet(inviteTo(server), ...people)
    const [ada, lin] = people as [Participant, Participant]
    const durations: number[] = []
    for (let run = 0; run < RUNS; run++) {
      await expectSound(lin.page, 1)
      const sent = ada.page.evaluate(otherMicrophoneSent, { looks: LOOKS, limit: RETURN_LIMIT })
      const unpluggedAt = Date.now()
      await unplug()
      durations.push((await sent) - unpluggedAt)
      await expectSound(lin.page, 1)
      unplug = await soundSystem.plugMicrophone('Headset')
      await ada.page.getByRole('button', { name: ada.texts.notice.useDevice }).click()
    }
    return [figureOf('recovery.device', 'ms', durations)]
  } finally {
    await Promise.all(people.map((person) => person.close()))
    await server.stop()
    await soundSystem.close()
  }
}

/** Runs in the page. @returns when another microphone than now is sent, in milliseconds since 1970 */
async function otherMicrophoneSent({ looks, limit }: { looks: number; limit: number }): Promise<number> {
  const sent = () =>
    globalThis.mediaProbe?.connections
      .findLast((each) => each.connectionState === 'connected')
      ?.getSenders()
      .map(({ track }) => track)
      .find((track) => track?.kind === 'audio' && track.readyState === 'live')
  const before = sent()
  for (const end = Date.now() + limit; Date.now() < end;) {
    const now = sent()
    if (now !== undefined && now !== before) return Date.now()
    await new Promise((resolve) => setTimeout(resolve, looks))
  }
  throw new Error('No other microphone is sent')
}
