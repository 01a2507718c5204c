import type { Page } from '@playwright/test'
import { startServerProcess } from '../../build/scripts/server-process.ts'
import { turnCredential } from '../../server/turn/turn-credential.ts'
import { expectMovingPictures, expectSound } from './support/expect-media.ts'
import { expect, test as base } from './support/fixtures.ts'
import { guestBrowser } from './support/guest.ts'
import { localCandidates, sessionDescriptions } from './support/media.ts'
import { inviteTo, joinByLink } from './support/meet.ts'
import { hasTurnServer, startTurnServer, type TurnServer } from './support/turn-server.ts'

const test = base.extend<{ turn: TurnServer }>({
  turn: async ({}, use) => {
    const turn = await startTurnServer()
    await use(turn)
    await turn.close()
  },

  server: async ({ turn }, use) => {
    const environment = { TURN_URLS: turn.urls.join(','), TURN_SECRET: turn.secret }
    const server = await startServerProcess({ port: 0, host: '127.0.0.1', environment })
    await use(server)
    await server.stop()
  }
})

/** A line of coturn's log for a relay that somebody was given. */
const ALLOCATED = /user <(\S+)>: incoming packet ALLOCATE processed, success/g

test.skip(!hasTurnServer(), 'no coturn is installed, so there is no relay to meet through')
test.skip(guestBrowser() === null, 'no Chromium, Chrome or Edge is installed')

test('two people who reach nothing but the relay meet over it, and it can be spoken to in three ways', async ({
  launch,
  openGuest,
  server,
  turn
}) => {
  const ada = await launch({ name: 'Ada', relayOnly: true, switches: [turn.trust] })
  await joinByLink(ada, inviteTo(server))
  const gus = await openGuest({ name: 'Gus', relayOnly: true, switches: [turn.trust] })
  await gus.join(inviteTo(server))
  for (const { page } of [ada, gus]) {
    await expectMovingPictures(page, 1)
    await expectSound(page, 1)
    const candidates = await localCandidates(page)
    expect(candidates.map(({ type }) => type)).not.toContain('host')
    expect(candidates.filter(({ used }) => used)).toMatchObject([{ type: 'relay' }])
    const given = await turnAccess(page)
    for (const urls of turn.urls) {
      expect(await gather(page, { ...given, urls }), urls).toEqual({ relays: 1, errors: [] })
    }
  }
})

test('a meeting that is longer than its credentials finds a new way with others', async ({
  launch,
  openGuest,
  server,
  turn
}) => {
  const ada = await launch({ name: 'Ada', relayOnly: true })
  await shortenLifetime(ada.page)
  // The app's page was there before.
  await ada.page.reload()
  await joinByLink(ada, inviteTo(server))
  const gus = await openGuest({ name: 'Gus', relayOnly: true })
  await shortenLifetime(gus.page)
  await gus.join(inviteTo(server))
  await expectMovingPictures(gus.page, 1)
  const descriptions = await sessionDescriptions(gus.page)
  const allocations = () => [...turn.log().matchAll(ALLOCATED)].map(([, name]) => name)
  const first = new Set(allocations())

  await test.step('they are renewed, and nothing is negotiated', async () => {
    for (const { page } of [ada, gus]) {
      const { username } = await turnAccess(page)
      await expect.poll(async () => (await turnAccess(page)).username).not.toBe(username)
    }
    expect(await sessionDescriptions(gus.page)).toEqual(descriptions)
    expect(new Set(allocations())).toEqual(first)
  })

  await test.step('both sides ask the relay for a new way with the new ones', async () => {
    await gus.page.evaluate(() => globalThis.mediaProbe?.connections.at(-1)?.restartIce())
    await expect.poll(() => new Set(allocations()).difference(first).size).toBeGreaterThanOrEqual(2)
    await expect.poll(() => sessionDescriptions(gus.page)).not.toEqual(descriptions)
    await expectMovingPictures(gus.page, 1)
    await expectMovingPictures(ada.page, 1)
  })
})

test('the relay lets nobody in whose credentials have expired', async ({ openGuest, turn }) => {
  const gus = await openGuest({ name: 'Gus' })
  const lifetime = 2_000
  const credential = turnCredential(turn.secret, 'gus', Date.now() + lifetime)
  const server = { urls: turn.urls[0], ...credential }
  expect(await gather(gus.page, server)).toEqual({ relays: 1, errors: [] })
  await expect.poll(() => gather(gus.page, server)).toEqual({ relays: 0, errors: [401] })
})

/** Makes the page believe that its credentials last for three seconds, and so renew them. */
async function shortenLifetime(page: Page): Promise<void> {
  await page.routeWebSocket(/signaling/, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((message) =>
      socket.send(String(message).replace(/"iceLifetime":\d+/, '"iceLifetime":3000'))
    )
  })
}

/** With what the page's newest connection asks the relay. */
async function turnAccess(page: Page): Promise<RTCIceServer> {
  const server = await page.evaluate(() =>
    globalThis.mediaProbe?.connections.at(-1)?.getConfiguration().iceServers?.at(-1)
  )
  if (server === undefined) throw new Error('There is no connection with a TURN server')
  return server
}

/** How many relayed candidates a connection gets from a server, and with what codes it is refused. */
async function gather(page: Page, server: RTCIceServer): Promise<{ relays: number; errors: number[] }> {
  return page.evaluate(async (server) => {
    const connection = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: 'relay' })
    const [errors, types]: [number[], string[]] = [[], []]
    connection.addEventListener('icecandidateerror', ({ errorCode }) => errors.push(errorCode))
    await new Promise<void>((resolve) => {
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate === null) resolve()
        else if (candidate.candidate !== '') types.push(candidate.type ?? '')
      })
      connection.createDataChannel('any')
      void connection.setLocalDescription()
    })
    connection.close()
    return { relays: types.filter((type) => type === 'relay').length, errors }
  }, server)
}
