import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expectMovingPictures, expectSound } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { sentSound, sessionDescriptions } from './support/media.ts'
import { inviteTo, meet } from './support/meet.ts'
import { fill } from './support/texts.ts'

test('settings are changed in a meeting, which goes on, and a problem is reported from there', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await expectSound(lin.page, 1)
  const descriptions = await sessionDescriptions(lin.page)
  const { settings } = ada.texts

  await test.step('noise suppression goes off in the track that is sent', async () => {
    expect(await sentSound(ada.page)).toMatchObject({ noiseSuppression: true, echoCancellation: true })
    await ada.settings.openInMeeting()
    await ada.settings.show(settings.devices)
    await ada.settings.switchOf(settings.noiseSuppression).click()
    await expect
      .poll(() => sentSound(ada.page))
      .toMatchObject({ noiseSuppression: false, echoCancellation: true, readyState: 'live' })
    await expectSound(lin.page, 1)
  })
  await test.step('a report holds logs and settings, and not the meeting', async () => {
    const file = join(ada.profile, 'report.zip')
    await ada.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
    await ada.settings.show(settings.about)
    await ada.settings.reportButton.click()
    await expect(
      ada.settings.dialog.getByText(fill(settings.reportSaved, { file: 'report.zip' }))
    ).toBeVisible()
    const files = unzipSync(await readFile(file))
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['READ-ME.txt', 'versions.txt', 'settings.json', 'logs/parley.log'])
    )
    const text = Object.values(files)
      .map((data) => strFromU8(data))
      .join('\n')
    expect(text).toContain('Electron')
    for (const secret of ['modi-kafu-ruse', 'Ada', ada.profile]) expect(text).not.toContain(secret)
  })
  await ada.settings.close()
  await expect(ada.meeting.tile('Lin')).toBeVisible()
  await expectMovingPictures(ada.page, 1)
  expect(await sessionDescriptions(lin.page)).toEqual(descriptions)
})

test('damaged settings are set aside, and what the administrator has locked stays', async ({ launch }) => {
  const { app, page, profile, settings, texts } = await launch({
    name: '',
    language: 'zh-CN',
    settingsFile: '{"name": "Ada", "theme"',
    managed: { defaults: { language: 'zh-CN' }, locked: { updates: false } }
  })
  const files = await readdir(profile)
  const aside = files.find((name) => name.startsWith('settings.json.corrupt-')) ?? ''
  await expect(page.getByText(fill(texts.notice.settingsSetAside, { file: aside }))).toBeVisible()
  expect(await readFile(join(profile, aside), 'utf8')).toBe('{"name": "Ada", "theme"')

  await settings.open()
  await settings.show(texts.settings.updates)
  await expect(settings.dialog.getByText(texts.settings.locked)).toBeVisible()
  await expect(settings.switchOf(texts.settings.updatesOn)).toBeDisabled()
  await expect(settings.switchOf(texts.settings.updatesOn)).not.toBeChecked()

  const updates = await page.evaluate(async () => {
    const { parley } = globalThis as unknown as {
      parley: { updateSettings: (change: object) => Promise<{ updates: boolean }> }
    }
    return (await parley.updateSettings({ updates: true })).updates
  })
  expect(updates, 'refused by the main process').toBe(false)
  await app.close()
  expect(await readFile(join(profile, 'settings.json'), 'utf8').catch(() => '')).not.toContain('updates')
})
