import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FilesPage } from './pages/files-page.ts'
import { expect, test } from './support/fixtures.ts'
import { guestBrowser } from './support/guest.ts'
import { inviteTo, joinByLink, meet } from './support/meet.ts'
import type { Participant, ParticipantOptions } from './support/participant.ts'
import { hashesOf, TestFolder } from './support/test-files.ts'

/** Cameras would take of the machine what the files are to have. */
const WITHOUT_CAMERA = { joinWithCamera: false }

let disk: TestFolder

test.beforeEach(async () => {
  disk = await TestFolder.make()
})

test.afterEach(() => disk.remove())

test('five files and a folder go to two people: one lets them rest, one crashes, and both have all of it', async ({
  launch,
  server
}) => {
  test.setTimeout(300_000)
  const names = ['a.bin', 'b.bin', 'c.bin', 'd.bin', 'notes.txt']
  const sizes = [24 * 2 ** 20, 3 * 2 ** 20, 65_536, 1, 0]
  const paths = await Promise.all(names.map((name, index) => disk.write(`own/${name}`, sizes[index] ?? 0)))
  await disk.write('own/Photos/2026/one.bin', 100_000)
  await disk.write('own/Photos/two.bin', 70_000)
  const folders = { lin: await disk.folder('lin'), sam: await disk.folder('sam') }

  const ada = await launch({ name: 'Ada', settings: WITHOUT_CAMERA })
  const lin = await launch({ name: 'Lin', settings: { ...WITHOUT_CAMERA, downloadFolder: folders.lin } })
  const sam = await launch({ name: 'Sam', settings: { ...WITHOUT_CAMERA, downloadFolder: folders.sam } })
  await meet(inviteTo(server), ada, lin, sam)
  const [adas, lins, sams] = [new FilesPage(ada), new FilesPage(lin), new FilesPage(sam)]
  for (const files of [adas, lins, sams]) await files.open()
  await adas.send(paths)
  await adas.sendFolder(join(disk.path, 'own', 'Photos'))

  await test.step('one lets it rest, and goes on', async () => {
    await lins.acceptAll(2)
    await lins.panel.getByRole('button', { name: /^Pause a\.bin/ }).click()
    await expect(lins.withStatus('paused').first()).toBeVisible()
    await lins.panel.getByRole('button', { name: /^Resume a\.bin/ }).click()
    await expect(lins.withStatus('done')).toHaveCount(2, { timeout: 110_000 })
  })

  await test.step('the other one crashes in the middle, comes back, and has it all without a question', async () => {
    await sams.acceptAll(2)
    await sam.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    )
    await expect(adas.withStatus('done')).toHaveCount(4, { timeout: 110_000 })
  })

  const own = await hashesOf(join(disk.path, 'own'))
  expect(Object.keys(own)).toHaveLength(7)
  expect(await hashesOf(folders.lin)).toEqual(own)
  expect(await hashesOf(folders.sam)).toEqual(own)
})

test('a transfer goes on where it stopped when its line breaks for a while', async ({ launch, server }) => {
  test.setTimeout(180_000)
  const path = await disk.write('own/large.bin', 48 * 2 ** 20)
  const { lin, adas, lins, folder } = await twoWithFiles(launch, inviteTo(server))
  await adas.send([path])
  await lins.act('acceptNamed', 'large.bin')
  await expect(lins.withStatus('running')).toBeVisible()
  // The way that packets take is gone, as when a cable is pulled: another connection has to be made.
  await lin.page.evaluate(() => globalThis.mediaProbe?.connections.at(-1)?.close())
  await expect(lins.withStatus('done')).toBeVisible({ timeout: 150_000 })
  await expect(adas.withStatus('done')).toBeVisible()
  expect(await hashesOf(folder)).toEqual(await hashesOf(join(disk.path, 'own')))
})

test('what is declined, cancelled or changed leaves nothing on the disk', async ({ launch, server }) => {
  const [one, two, three] = await Promise.all(
    ['one.bin', 'two.bin', 'three.bin'].map((name) => disk.write(`own/${name}`, 40 * 2 ** 20))
  )
  const { adas, lins, folder } = await twoWithFiles(launch, inviteTo(server))
  for (const path of [one, two, three]) await adas.send([path as string])
  await lins.act('declineNamed', 'one.bin')
  await expect(adas.transfer('one.bin')).toContainText('declined')
  await lins.act('acceptNamed', 'two.bin')
  await lins.act('pauseNamed', 'two.bin')
  await adas.act('cancelNamed', 'two.bin')
  await expect(lins.transfer('two.bin').locator('[data-status=failed]')).toBeVisible()
  await appendFile(three as string, 'changed')
  await lins.act('acceptNamed', 'three.bin')
  for (const files of [adas, lins])
    await expect(files.transfer('three.bin').locator('[data-status=failed]')).toBeVisible()
  await expect.poll(() => hashesOf(folder)).toEqual({})
})

test('a guest in a browser gets a file into the downloads', async ({ launch, openGuest, server }) => {
  test.skip(guestBrowser() === null, 'no Chromium, Chrome or Edge is installed')
  const path = await disk.write('own/small.bin', 300_000)
  const ada = await launch({ name: 'Ada' })
  await joinByLink(ada, inviteTo(server))
  const gus = await openGuest({ name: 'Gus' })
  // As in a browser without the File System Access API.
  await gus.page.addInitScript(() => Object.assign(globalThis, { showSaveFilePicker: undefined }))
  await gus.join(inviteTo(server))
  const [adas, guests] = [new FilesPage(ada), new FilesPage(gus)]
  for (const files of [adas, guests]) await files.open()
  await adas.send([path])
  const downloading = gus.page.waitForEvent('download')
  await guests.act('acceptNamed', 'small.bin')
  const download = await downloading
  expect(download.suggestedFilename()).toBe('small.bin')
  await download.saveAs(join(await disk.folder('gus'), 'small.bin'))
  expect(await hashesOf(join(disk.path, 'gus'))).toEqual(await hashesOf(join(disk.path, 'own')))
})

/** Ada and Lin in a meeting, with the lists of files open, and the folder into which Lin's come. */
async function twoWithFiles(launch: (options: ParticipantOptions) => Promise<Participant>, link: string) {
  const folder = await disk.folder('lin')
  const ada = await launch({ name: 'Ada', settings: WITHOUT_CAMERA })
  const lin = await launch({ name: 'Lin', settings: { ...WITHOUT_CAMERA, downloadFolder: folder } })
  await meet(link, ada, lin)
  const [adas, lins] = [new FilesPage(ada), new FilesPage(lin)]
  for (const files of [adas, lins]) await files.open()
  return { lin, adas, lins, folder }
}
