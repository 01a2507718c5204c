import type { Page } from '@playwright/test'
import { expectMovingPictures, expectNoPicture, expectSound } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { liveTracks, sessionDescriptions } from './support/media.ts'
import { inviteTo, meet } from './support/meet.ts'

/** The codecs of the sound that goes out. */
async function audioCodecs(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const codecs: string[] = []
    for (const connection of globalThis.mediaProbe?.connections ?? []) {
      const report = (await connection.getStats()) as unknown as Map<string, Record<string, unknown>>
      for (const stats of report.values()) {
        if (stats.type !== 'outbound-rtp' || stats.kind !== 'audio' || stats.codecId === undefined) continue
        codecs.push(String(report.get(String(stats.codecId))?.mimeType))
      }
    }
    return codecs
  })
}

test('with low bandwidth nobody sends or receives a camera, and everybody is heard', async ({
  launch,
  server
}) => {
  const ada = await launch({ name: 'Ada' })
  const lin = await launch({ name: 'Lin' })
  await meet(inviteTo(server), ada, lin)
  await expectMovingPictures(lin.page, 1)
  const descriptions = await sessionDescriptions(lin.page)
  expect(await audioCodecs(lin.page)).toContain('audio/red')

  await lin.page.getByRole('button', { name: lin.texts.stage.moreOptions }).click()
  await lin.page.getByRole('menuitemcheckbox', { name: lin.texts.stage.lowBandwidth }).click()
  await lin.page.keyboard.press('Escape')
  await expect(lin.page.getByText(lin.texts.stage.lowBandwidthOn)).toBeVisible()
  await expect.poll(() => liveTracks(lin.page)).toEqual(['audio'])
  await expectNoPicture(lin.page)
  await expectSound(lin.page, 1)
  await expectSound(ada.page, 1)

  await lin.page.getByRole('button', { name: lin.texts.stage.lowBandwidthOff }).click()
  await expectMovingPictures(lin.page, 1)
  expect(await sessionDescriptions(lin.page)).toEqual(descriptions)
})
