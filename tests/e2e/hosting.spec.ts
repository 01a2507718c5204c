import { X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { fingerprintGroups } from '../../protocol/fingerprint.ts'
import { parseInvite } from '../../protocol/invite.ts'
import { expectMovingPictures } from './support/expect-media.ts'
import { expect, test } from './support/fixtures.ts'
import { guestBrowser } from './support/guest.ts'
import { joinByLink } from './support/meet.ts'
import type { Participant } from './support/participant.ts'
import { trustSwitch } from './support/trust-switch.ts'

const onNetwork = Object.values(networkInterfaces())
  .flat()
  .some(
    (address) => address?.family === 'IPv4' && !address.internal && !address.address.startsWith('169.254.')
  )
test.skip(!onNetwork, 'this machine is on no network')

/** Makes a meeting on the app's own server. @returns its invite link */
async function host(person: Participant): Promise<string> {
  await person.home.newMeeting()
  await person.lobby.join()
  await expect(person.meeting.controls).toBeVisible()
  return person.meeting.inviteLink()
}

async function certificateOf(person: Participant): Promise<X509Certificate> {
  return new X509Certificate(await readFile(join(person.profile, 'server-certificate.pem')))
}

test('a guest in a browser comes to a meeting in the app by https, and so is seen there', async ({
  launch,
  openGuest
}) => {
  test.skip(guestBrowser() === null, 'no Chromium, Chrome or Edge is installed')
  const ada = await launch({ name: 'Ada' })
  const link = await host(ada)
  const certificate = await certificateOf(ada)
  const gus = await openGuest({ name: 'Gus', switches: [trustSwitch(certificate.toString())] })
  // Whoever types the address without https ends up there too, with the fingerprint.
  await gus.openInvite(link.replace('https:', 'http:'))
  expect(gus.page.url()).toBe(link)
  expect(await gus.page.evaluate(() => window.isSecureContext)).toBe(true)
  await gus.lobby.join()
  for (const { page } of [ada, gus]) await expectMovingPictures(page, 1)
  await expect(ada.meeting.tile('Gus')).toBeVisible()
})

test('the link names the certificate, and only that one is taken by others with the app', async ({
  launch
}) => {
  const [ada, lin] = await Promise.all([launch({ name: 'Ada' }), launch({ name: 'Lin' })])
  const link = await host(ada)
  const certificate = await certificateOf(ada)
  const { fingerprint } = parseInvite(link) ?? {}
  const groups = fingerprintGroups(fingerprint ?? '')
  expect(groups.join('')).toBe(certificate.fingerprint256.replaceAll(':', ''))
  if (process.platform !== 'win32') {
    expect((await stat(join(ada.profile, 'server-certificate.pem'))).mode & 0o777).toBe(0o600)
  }

  await ada.page.getByRole('button', { name: ada.texts.invite.onNetwork }).click()
  const dialog = ada.page.getByRole('dialog', { name: ada.texts.network.title })
  await expect(dialog).toContainText(groups.join(''))
  await dialog.getByText(ada.texts.network.help).click()
  await expect(dialog.getByRole('status')).toHaveText(ada.texts.network.notReached)

  // The same certificate under another name, or under none, is nobody's.
  for (const wrong of [link.replace(/.{43}$/, `${'A'.repeat(43)}`), link.replace(/#.*$/, '')]) {
    await lin.home.join(wrong)
    await lin.lobby.join()
    await expect(lin.lobby.problem).toContainText(lin.texts.call.hostUnreachable)
    await lin.page.getByRole('link', { name: lin.texts.lobby.back }).click()
  }
  // Having refused it before is no reason to refuse it now.
  await joinByLink(lin, link)
  for (const { page } of [ada, lin]) await expectMovingPictures(page, 1)
  expect(await lin.meeting.tile('Ada').isVisible()).toBe(true)
})
