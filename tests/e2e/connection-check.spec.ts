import { createHmac } from 'node:crypto'
import { startServerProcess, type ServerProcess } from '../../build/scripts/server-process.ts'
import type { IceServer } from '../../protocol/signaling.ts'
import { CheckPage } from './pages/check-page.ts'
import { expectMovingPictures } from './support/expect-media.ts'
import { expect, test as base } from './support/fixtures.ts'
import { guestBrowser } from './support/guest.ts'
import { inviteTo, joinByLink } from './support/meet.ts'
import { hasTurnServer, startTurnServer, type TurnServer } from './support/turn-server.ts'

interface Fixtures {
  turn: TurnServer
  /** Starts a server that hands out these. */
  serve: (iceServers: readonly IceServer[]) => Promise<ServerProcess>
}

const test = base.extend<Fixtures>({
  turn: async ({}, use) => {
    const turn = await startTurnServer()
    await use(turn)
    await turn.close()
  },

  serve: async ({}, use) => {
    const servers: ServerProcess[] = []
    await use(async (iceServers) => {
      const environment = { ICE_SERVERS: JSON.stringify(iceServers) }
      const server = await startServerProcess({ port: 0, host: '127.0.0.1', environment })
      servers.push(server)
      return server
    })
    await Promise.all(servers.map((server) => server.stop()))
  }
})

/** A name and a key that the relay accepts for an hour. */
function access({ secret }: TurnServer): { username: string; credential: string } {
  const username = `${Math.floor(Date.now() / 1_000) + 3_600}:somebody`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}

test.describe('with a relay', () => {
  test.skip(!hasTurnServer(), 'no coturn is installed, so there is no relay to check')
  test.skip(guestBrowser() === null, 'no Chromium, Chrome or Edge is installed')

  test('each way to it is found, a call goes through it, and the report tells no secret', async ({
    openGuest,
    serve,
    turn
  }) => {
    const given = access(turn)
    const server = await serve([{ urls: turn.urls, ...given }])
    const gus = await openGuest({ name: 'Gus', switches: [turn.trust] })
    await gus.page.goto(server.origin)
    const check = new CheckPage(gus.page, gus.texts)
    await check.open()
    await expect(check.verdict).toContainText(gus.texts.verdict.allGood)
    await expect(check.parts(gus.texts.check.targets)).toHaveText([/UDP.* ms$/s, /TCP.* ms$/s, /TLS.* ms$/s])
    await expect(check.trial(gus.texts.check.relay)).toContainText(/\d+\.\d Mbit\/s, \d+\.\d% .* ms/)

    const report = await check.copyReport()
    expect(report).toContain('Verdict: all-good')
    for (const secret of [given.username, given.credential, '127.0.0.1']) expect(report).not.toContain(secret)
  })

  test('credentials that it refuses are told, in the app as well', async ({ launch, serve, turn }) => {
    const server = await serve([{ urls: turn.urls.slice(0, 2), ...access(turn), credential: 'another one' }])
    const ada = await launch({ name: 'Ada' })
    await ada.home.join(inviteTo(server))
    const check = new CheckPage(ada.page, ada.texts)
    await check.open()
    await expect(check.verdict).toContainText(ada.texts.verdict.credentialsRefused)
    await expect(check.parts(ada.texts.check.targets)).toHaveText(
      Array(2).fill(new RegExp(ada.texts.check.credentialsRefused))
    )
  })

  test('in a meeting the call goes on beside it', async ({ launch, openGuest, serve, turn }) => {
    const server = await serve([{ urls: turn.urls.slice(0, 2), ...access(turn) }])
    const ada = await launch({ name: 'Ada' })
    await joinByLink(ada, inviteTo(server))
    const gus = await openGuest({ name: 'Gus' })
    await gus.join(inviteTo(server))
    await expectMovingPictures(gus.page, 1)
    const check = new CheckPage(gus.page, gus.texts)
    await check.openInMeeting()
    await expect(check.verdict).toContainText(gus.texts.verdict.allGood)
    await expectMovingPictures(gus.page, 1)
    await expectMovingPictures(ada.page, 1)
    await check.close()
    await expect(gus.meeting.controls).toBeVisible()
  })
})

test('without any relay that is said plainly, and the app starts its own server for it', async ({
  launch
}) => {
  const ada = await launch({ name: 'Ada' })
  const check = new CheckPage(ada.page, ada.texts)
  await check.open()
  await expect(check.verdict).toContainText(ada.texts.verdict.noRelay)
  await expect(check.trial(ada.texts.check.relay)).toContainText(ada.texts.check.relayNone)
})

test('a server that is down is told, and checking again works once it is up', async ({ launch }) => {
  const gone = await startServerProcess({ port: 0, host: '127.0.0.1' })
  await gone.stop()
  const ada = await launch({ name: 'Ada' })
  await ada.home.join(inviteTo(gone))
  const check = new CheckPage(ada.page, ada.texts)
  await check.open()
  await expect(check.verdict).toContainText(ada.texts.verdict.serverUnreachable)
  const server = await startServerProcess({ port: Number(new URL(gone.origin).port), host: '127.0.0.1' })
  try {
    await check.again()
    await expect(check.verdict).toContainText(ada.texts.verdict.noRelay)
  } finally {
    await server.stop()
  }
})
