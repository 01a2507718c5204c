import type { Page } from '@playwright/test'
import { expectMovingPictures, expectNoPicture, expectSound } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { liveTracks, sessionDescriptions } from './support/media.ts'
import { inviteTo, meet } from './support/meet.ts'

/** What speech is sent as: the first payload of the first section of sound, by the other side's description. */
async function speechCodec(page: Page): Promise<string | undefined> {
  const [descriptions = ''] = await sessionDescriptions(page)
  const remote = descriptions.split('\nv=0').at(-1) ?? ''
  const payload = /^m=audio \d+ \S+ (\d+)/m.exec(remote)?.[1]
  return new RegExp(`^a=rtpmap:${payload} (\\S+)`, 'm').exec(remote)?.[1]
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
  for (const { page } of [ada, lin]) expect(await speechCodec(page)).toBe('red/48000/2')

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
