import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { startServerProcess } from '../../../build/scripts/server-process.ts'
import { FilesPage } from '../../e2e/pages/files-page.ts'
import { MeetingPage } from '../../e2e/pages/meeting-page.ts'
import { expectMovingPictures, expectSound } from '../../e2e/support/expect-media.ts'
import { remoteMedia } from '../../e2e/support/media.ts'
import { inviteTo, meet } from '../../e2e/support/meet.ts'
import { launchParticipant, type Participant } from '../../e2e/support/participant.ts'
import { hashesOf, TestFolder } from '../../e2e/support/test-files.ts'
import type { Bench } from '../bench.ts'
import { figureOf, type Figure } from '../figure.ts'
import { watchMemory } from './memory-watch.ts'
import { rawChannelRate } from './raw-channel.ts'

const RUNS = 3
const MEBIBYTE = 2 ** 20
/** How much is sent, in bytes: `FILES_MIB` says otherwise. */
const LARGE = Number(process.env.FILES_MIB ?? 1_024) * MEBIBYTE
/** How much is sent over the bare channel before and after each, in bytes. */
const RAW = Math.min(LARGE, 128 * MEBIBYTE)
const SMALL = 10 * MEBIBYTE
/** How long one of three lets it rest, in milliseconds. */
const REST = 5_000
/** How much is sent while pictures are looked at, in bytes. */
const BESIDE_PICTURES = Math.min(LARGE, 64 * MEBIBYTE)
/** How long sound is listened to, and pictures are looked at, without a transfer, in milliseconds. */
const QUIET = 15_000
/** How long a transfer may take, in milliseconds. */
const LIMIT = 600_000

/** How well files go from one to another. */
export const FILES: Bench = {
  about: `Two people in a call, with microphones on; a file of 1 GiB (\`FILES_MIB\` says otherwise) from disk to disk, its hash
compared there.

- \`files.throughput\`: from the click on _Accept_ until everything is under its name. The limit is a bare data channel
  between the same two pages, before and after, that sends from and to nowhere.
- \`files.memory.sender\`, \`.receiver\`, \`.main\`: what the two pages' processes, and the main process that writes, grow by.
- \`files.audio-concealment\`: share of the sound that the receiver has to make up, in percent, while the file comes. The limit is the same
  call without it.
- \`files.resume\`: from when a page that crashed in the middle has loaded again until its transfer goes on.
- \`files.pictures\`: pictures of the sender's camera that the receiver decodes, a second, while 64 MiB come. The limit is the same
  without them.
- \`files.three.fast\`, \`.slow\`: 10 MiB to three people at once, one of whom lets it rest for five seconds: how long it takes
  those who don't, and the one who does. The limit is three bare data channels at once; four apps keep a machine busy.`,
  aims: {
    'files.throughput': { of: 'ratio', bound: 'least', is: 0.85 },
    'files.memory.sender': { of: 'value', bound: 'most', is: 64 },
    'files.memory.receiver': { of: 'value', bound: 'most', is: 64 },
    'files.memory.main': { of: 'value', bound: 'most', is: 64 }
  },
  measure
}

async function measure(): Promise<Figure[]> {
  const disk = await TestFolder.make()
  const server = await startServerProcess({ port: 0, host: '127.0.0.1' })
  const people: Participant[] = []
  const enter = async (name: string) => {
    const settings = { downloadFolder: await disk.folder(name), joinWithCamera: false }
    const person = await launchParticipant({ name, settings })
    people.push(person)
    return person
  }
  try {
    const [ada, lin] = [await enter('Ada'), await enter('Lin')]
    await meet(inviteTo(server), ada, lin)
    for (const { page } of people) await expectSound(page, 1)
    const figures = await measureLarge(ada, lin, disk)
    figures.push(await measurePictures(ada, lin, disk))
    const sam = await enter('Sam')
    const kim = await enter('Kim')
    await meet(inviteTo(server), sam, kim)
    figures.push(...(await measureThrees(ada, [lin, sam, kim], disk)))
    // The last, since nobody can drive a page that has crashed.
    return [...figures, await measureResume(ada, lin, disk)]
  } finally {
    await Promise.all(people.map((person) => person.close()))
    await server.stop()
    await disk.remove()
  }
}

async function measureLarge(ada: Participant, lin: Participant, disk: TestFolder): Promise<Figure[]> {
  const [adas, lins] = [new FilesPage(ada), new FilesPage(lin)]
  for (const files of [adas, lins]) await files.open()
  const rates: number[] = []
  const raw: number[] = []
  const memory = { sender: [] as number[], receiver: [] as number[], main: [] as number[] }
  const concealment = { with: [] as number[], without: [] as number[] }
  const rawRate = async () => raw.push(await rawChannelRate(ada.page, lin.page, RAW))
  for (let run = 0; run < RUNS; run++) {
    const name = `large-${run}.bin`
    const path = await disk.write(`own/${name}`, LARGE)
    concealment.without.push(await concealedDuring(lin.page, () => sleep(QUIET)))
    await rawRate()
    const watches = await Promise.all([ada, lin].map(watchMemory))
    await adas.send([path])
    const accept = lins.panel.getByRole('button', { name: `Accept ${name}` })
    await accept.waitFor()
    let seconds = 0
    concealment.with.push(
      await concealedDuring(lin.page, async () => {
        const beganAt = Date.now()
        await accept.click()
        await lins.transfer(name).locator('[data-status=done]').waitFor({ timeout: LIMIT })
        seconds = (Date.now() - beganAt) / 1_000
      })
    )
    const [sender, receiver] = await Promise.all(watches.map((end) => end()))
    rates.push(LARGE / 1e6 / seconds)
    memory.sender.push(sender?.renderer ?? Number.NaN)
    memory.receiver.push(receiver?.renderer ?? Number.NaN)
    memory.main.push(receiver?.main ?? Number.NaN)
    await rawRate()
    const [own, theirs] = await Promise.all([
      hashesOf(join(disk.path, 'own')),
      hashesOf(join(disk.path, 'Lin'))
    ])
    if (own[name] !== theirs[name]) throw new Error('What came is not what was sent')
  }
  return [
    figureOf('files.throughput', 'MB/s', rates, raw),
    figureOf('files.memory.sender', 'MB', memory.sender),
    figureOf('files.memory.receiver', 'MB', memory.receiver),
    figureOf('files.memory.main', 'MB', memory.main),
    figureOf('files.audio-concealment', '%', concealment.with, concealment.without)
  ]
}

/** How smooth the sender's camera is meanwhile. */
async function measurePictures(ada: Participant, lin: Participant, disk: TestFolder): Promise<Figure> {
  const adas = new FilesPage(ada)
  const lins = new FilesPage(lin)
  const meeting = new MeetingPage(ada.page, ada.texts)
  await meeting.turnCameraOn()
  await expectMovingPictures(lin.page, 1)
  const beside: number[] = []
  const without: number[] = []
  for (let run = 0; run < RUNS; run++) {
    without.push(await picturesDuring(lin.page, () => sleep(QUIET)))
    const name = `beside-${run}.bin`
    await adas.send([await disk.write(`own/${name}`, BESIDE_PICTURES)])
    await lins.act('acceptNamed', name)
    const done = lins.transfer(name).locator('[data-status=done]')
    beside.push(await picturesDuring(lin.page, () => done.waitFor({ timeout: LIMIT })))
  }
  await meeting.turnCameraOff()
  return figureOf('files.pictures', '1/s', beside, without)
}

/** The receiver's page crashes in the middle, and is loaded again by itself. */
async function measureResume(ada: Participant, lin: Participant, disk: TestFolder): Promise<Figure> {
  const adas = new FilesPage(ada)
  const path = await disk.write('own/resumed.bin', LARGE / 2)
  await adas.send([path])
  const lins = new FilesPage(lin)
  await lins.act('acceptNamed', 'resumed.bin')
  const part = join(disk.path, 'Lin', 'resumed.bin.part')
  const size = () =>
    stat(part).then(
      (found) => found.size,
      () => 0
    )
  while ((await size()) < LARGE / 8) await sleep(50)
  await lin.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const page = BrowserWindow.getAllWindows()[0]?.webContents
        page?.once('did-finish-load', () => resolve())
        page?.forcefullyCrashRenderer()
      })
  )
  const loadedAt = Date.now()
  const before = await size()
  while ((await size()) <= before && (await size()) > 0) await sleep(20)
  const resumedAt = Date.now()
  await adas.transfer('resumed.bin').locator('[data-status=done]').waitFor({ timeout: LIMIT })
  return figureOf('files.resume', 'ms', [resumedAt - loadedAt])
}

async function measureThrees(
  ada: Participant,
  others: readonly [Participant, Participant, Participant],
  disk: TestFolder
): Promise<Figure[]> {
  const fast: number[] = []
  const slow: number[] = []
  const bare: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const rates = await Promise.all(others.map(({ page }) => rawChannelRate(ada.page, page, SMALL)))
    bare.push(...rates.map((rate) => (SMALL / 1e6 / rate) * 1_000))
    const [rested, ...went] = await timesOfThree(ada, others, disk, `three-${run}.bin`)
    fast.push(...went)
    if (rested !== undefined) slow.push(rested)
  }
  return [figureOf('files.three.fast', 'ms', fast, bare), figureOf('files.three.slow', 'ms', slow)]
}

/** How long it took each of them, in milliseconds; the first lets it rest meanwhile. */
async function timesOfThree(
  ada: Participant,
  others: readonly Participant[],
  disk: TestFolder,
  name: string
): Promise<number[]> {
  const adas = new FilesPage(ada)
  const path = await disk.write(`own/${name}`, SMALL)
  await adas.send([path])
  const took = async (files: FilesPage, rest: number) => {
    await files.open()
    const beganAt = Date.now()
    await files.act('acceptNamed', name)
    if (rest > 0) {
      await files.act('pauseNamed', name)
      await sleep(rest)
      await files.act('resumeNamed', name)
    }
    await files.transfer(name).locator('[data-status=done]').waitFor({ timeout: LIMIT })
    return Date.now() - beganAt
  }
  return Promise.all(others.map((person, index) => took(new FilesPage(person), index === 0 ? REST : 0)))
}

/** Pictures of the only camera that is on that were decoded while something was done, a second. */
async function picturesDuring(page: Page, action: () => Promise<void>): Promise<number> {
  const decoded = async () =>
    (await remoteMedia(page)).reduce((sum, { framesDecoded }) => sum + framesDecoded, 0)
  const before = await decoded()
  const beganAt = Date.now()
  await action()
  return ((await decoded()) - before) / ((Date.now() - beganAt) / 1_000)
}

/** Share of the sound that had to be made up while something was done, in percent. */
async function concealedDuring(page: Page, action: () => Promise<void>): Promise<number> {
  const before = await soundOf(page)
  await action()
  const after = await soundOf(page)
  return (100 * (after.concealed - before.concealed)) / (after.total - before.total)
}

async function soundOf(page: Page): Promise<{ concealed: number; total: number }> {
  return page.evaluate(async () => {
    const sum = { concealed: 0, total: 0 }
    for (const connection of globalThis.mediaProbe?.connections ?? []) {
      if (connection.connectionState !== 'connected') continue
      for (const stats of (await connection.getStats()).values() as Iterable<Record<string, unknown>>) {
        if (stats.type !== 'inbound-rtp' || stats.kind !== 'audio') continue
        sum.concealed += Number(stats.concealedSamples ?? 0) - Number(stats.silentConcealedSamples ?? 0)
        sum.total += Number(stats.totalSamplesReceived ?? 0)
      }
    }
    return sum
  })
}
