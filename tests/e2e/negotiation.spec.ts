import { join } from 'node:path'
import { chromium, expect, test } from '@playwright/test'
import fc from 'fast-check'
import { build } from 'vite'
import { PROJECT } from '../../build/scripts/project.ts'
import type { Peer } from '../../renderer/call/peer/peer.ts'
import { guestBrowser } from './support/guest.ts'

/** What two sides do, one after the other. */
interface Order {
  offers: [boolean, boolean]
  steps: { action: 'restart' | 'deliver' | 'breathe'; side: 0 | 1 }[]
}

/** What became of a pair: the states of both connections, and whether each knows the other's latest ICE credentials. */
interface Outcome {
  states: [RTCSignalingState, RTCPeerConnectionState][]
  matching: boolean
}

declare global {
  /** The product's own code, built for the page. */
  var parley: { Peer: typeof Peer } | undefined
}

const ORDERS = 200
const SEED = 20_261_125

test.skip(guestBrowser() === null, 'no Chromium, Chrome or Edge is installed')

test('however offers, restarts and deliveries meet, two real connections end stable and connected', async () => {
  test.setTimeout(180_000)
  const browser = await chromium.launch({
    executablePath: guestBrowser() ?? '',
    args: ['--disable-features=WebRtcHideLocalIpsWithMdns', '--no-sandbox']
  })
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: await bundle() })
    for (const order of fc.sample(orders(), { numRuns: ORDERS, seed: SEED })) {
      const outcome = await page.evaluate(follow, order)
      expect(outcome, JSON.stringify(order)).toEqual({
        states: [
          ['stable', 'connected'],
          ['stable', 'connected']
        ],
        matching: true
      })
    }
  } finally {
    await browser.close()
  }
})

function orders(): fc.Arbitrary<Order> {
  return fc.record({
    offers: fc.constantFrom<[boolean, boolean]>([true, false], [false, true], [true, true]),
    steps: fc.array(
      fc.record({
        action: fc.constantFrom<Order['steps'][number]['action']>('restart', 'deliver', 'breathe'),
        side: fc.constantFrom<0 | 1>(0, 1)
      }),
      { maxLength: 20 }
    )
  })
}

/** The peer of the product as a script that leaves it in the page. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    root: PROJECT,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(PROJECT, 'renderer/call/peer/peer.ts'), name: 'parley', formats: ['iife'] }
    }
  })
  const [first] = Array.isArray(built) ? built : [built]
  if (first === undefined || !('output' in first)) throw new Error('Nothing was built')
  return `${first.output[0].code}\nglobalThis.parley = parley`
}

/** Runs in the page: lets two peers do something, then delivers all that is under way. */
async function follow({ offers, steps }: Order): Promise<Outcome> {
  const { parley } = globalThis
  if (parley === undefined) throw new Error('The product is not in the page')
  const logger = { error() {}, warn() {}, info() {}, debug() {} }
  const clock = { now: () => Date.now(), after: () => () => {}, every: () => () => {} }
  const limit = {
    active: true,
    maxBitrate: null,
    maxFramerate: null,
    scaleResolutionDownBy: 1,
    degradationPreference: 'maintain-framerate',
    codecs: []
  } as const
  const connections = [new RTCPeerConnection(), new RTCPeerConnection()] as const
  type Sent = Parameters<Peer['receive']>[0]
  const wires: [Sent[], Sent[]] = [[], []]
  const peers = ([0, 1] as const).map(
    (side) =>
      new parley.Peer({
        connection: connections[side],
        id: `connection-${side}`,
        polite: side === 0,
        offers: offers[side],
        localTracks: { microphone: null, camera: null, screen: null, screenAudio: null },
        limits: { camera: limit, screen: limit },
        sendSignal: (signal) => wires[side].push(signal),
        clock,
        logger
      })
  )
  const breathe = () => new Promise((resolve) => setTimeout(resolve, 0))
  const deliver = async (from: 0 | 1) => {
    const signal = wires[from].shift()
    if (signal !== undefined) await peers[1 - from]?.receive(signal)
  }
  const ufrag = (description: RTCSessionDescription | null) =>
    /a=ice-ufrag:(\S+)/.exec(description?.sdp ?? '')?.[1]
  const outcome = (): Outcome => ({
    states: connections.map((each) => [each.signalingState, each.connectionState]),
    matching: ([0, 1] as const).every(
      (side) =>
        ufrag(connections[side].currentLocalDescription) ===
        ufrag(connections[side === 0 ? 1 : 0].currentRemoteDescription)
    )
  })
  const done = ({ states, matching }: Outcome) =>
    matching && states.every(([signaling, state]) => signaling === 'stable' && state === 'connected')

  for (const { action, side } of steps) {
    if (action === 'restart') peers[side]?.restart()
    else if (action === 'deliver') await deliver(side)
    else await breathe()
  }
  for (
    const end = Date.now() + 10_000;
    Date.now() < end && !(done(outcome()) && wires.flat().length === 0);
  ) {
    await deliver(0)
    await deliver(1)
    await breathe()
  }
  const result = outcome()
  for (const peer of peers) peer.close()
  return result
}
