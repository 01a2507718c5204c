import { join } from 'node:path'
import { chromium, expect, test } from '@playwright/test'
import fc from 'fast-check'
import { build } from 'vite'
import { PROJECT } from '../../build/scripts/project.ts'
import type { PeerState } from '../../renderer/call/peer/peer-state.ts'
import type { Mesh } from '../../renderer/call/topology/mesh.ts'
import { guestBrowser } from './support/guest.ts'

/** What two sides do, one after the other. */
interface Order {
  offers: [boolean, boolean]
  steps: { action: Action; side: 0 | 1 }[]
}

/**
 * Its network changes, what it has planned is due, the server was away and all that was under way is lost, one of its
 * signals arrives, or the page gets to do something else.
 */
type Action = 'restart' | 'wake' | 'lose' | 'deliver' | 'breathe'

/** What became of a pair, of the connection that each side has at last. */
interface Outcome {
  states: [RTCSignalingState, RTCPeerConnectionState, PeerState | undefined][]
  /** Whether each knows the other's latest ICE credentials. */
  matching: boolean
  transceivers: number[]
  /** Whether neither has anything more to negotiate. */
  quiet: boolean
}

declare global {
  /** The product's own code, built for the page. */
  var parley: { Mesh: typeof Mesh } | undefined
}

const ORDERS = 200
/** How long two may take to be connected, in seconds. */
const LIMIT = 20
/** A page has no more than 500 connections, with closed ones that it still remembers. */
const ORDERS_A_PAGE = 50
const SEED = 20_261_125

test.skip(guestBrowser() === null, 'no Chromium, Chrome or Edge is installed')

test('however offers, restarts, attempts and deliveries meet, two real meshes end connected, with nothing more to negotiate', async () => {
  test.setTimeout(180_000)
  const browser = await chromium.launch({
    executablePath: guestBrowser() ?? '',
    args: ['--disable-features=WebRtcHideLocalIpsWithMdns', '--no-sandbox']
  })
  try {
    const content = await bundle()
    const page = await browser.newPage()
    for (const [index, order] of fc.sample(orders(), { numRuns: ORDERS, seed: SEED }).entries()) {
      if (index % ORDERS_A_PAGE === 0) {
        await page.goto('about:blank')
        await page.addScriptTag({ content })
      }
      const outcome = await page.evaluate(follow, { ...order, limit: LIMIT })
      expect(outcome, JSON.stringify(order)).toEqual({
        states: [
          ['stable', 'connected', 'connected'],
          ['stable', 'connected', 'connected']
        ],
        matching: true,
        transceivers: [4, 4],
        quiet: true
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
        action: fc.constantFrom<Action>(
          'restart',
          'wake',
          'lose',
          'deliver',
          'deliver',
          'breathe',
          'breathe'
        ),
        side: fc.constantFrom<0 | 1>(0, 1)
      }),
      { maxLength: 20 }
    )
  })
}

/** The mesh of the product as a script that leaves it in the page. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    root: PROJECT,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(PROJECT, 'renderer/call/topology/mesh.ts'), name: 'parley', formats: ['iife'] }
    }
  })
  const [first] = Array.isArray(built) ? built : [built]
  if (first === undefined || !('output' in first)) throw new Error('Nothing was built')
  return `${first.output[0].code}\nglobalThis.parley = parley`
}

/** Runs in the page: lets two people do something, then delivers all that is under way. */
async function follow({ offers, steps, limit }: Order & { limit: number }): Promise<Outcome> {
  const { parley } = globalThis
  if (parley === undefined) throw new Error('The product is not in the page')
  const logger = { error() {}, warn() {}, info() {}, debug() {} }
  type Sent = Parameters<Mesh['receive']>[1]
  const wires: [Sent[], Sent[]] = [[], []]
  const planned: [Set<() => void>, Set<() => void>] = [new Set(), new Set()]
  const connections: [RTCPeerConnection[], RTCPeerConnection[]] = [[], []]
  const entries = ([0, 1] as const).map((side) => ({
    id: `person-${side}`,
    name: '',
    joinedAt: side,
    role: 'participant' as const,
    color: side
  }))
  const meshes = ([0, 1] as const).map(
    (side) =>
      new parley.Mesh({
        self: () => ({ id: `person-${side}`, joinedAt: side }),
        iceServers: [],
        localTracks: { microphone: null, camera: null, screen: null, screenAudio: null },
        situation: {
          own: null,
          anySharing: false,
          camera: null,
          room: { pixelRate: 1e8, uplink: 1e8 },
          codecs: ['video/vp8']
        },
        onCameraDemand: () => {},
        createConnection: (configuration) => {
          const connection = new RTCPeerConnection(configuration)
          connections[side].push(connection)
          return connection
        },
        sendSignal: (_to, signal) => wires[side].push(signal),
        canSignal: () => true,
        createId: () => `connection-${side}-${connections[side].length}`,
        clock: {
          now: () => Date.now(),
          after: (_delay, callback) => {
            planned[side].add(callback)
            return () => planned[side].delete(callback)
          },
          every: () => () => {}
        },
        logger
      })
  )
  const other = (side: 0 | 1) => (side === 0 ? 1 : 0)
  const breathe = () => new Promise((resolve) => setTimeout(resolve, 0))
  const deliver = (from: 0 | 1) => {
    const signal = wires[from].shift()
    if (signal !== undefined) meshes[other(from)]?.receive(`person-${from}`, signal)
  }
  const wake = (side: 0 | 1) => {
    const [callback] = planned[side]
    if (callback === undefined) return
    planned[side].delete(callback)
    callback()
  }
  const add = (side: 0 | 1, arriving?: boolean) => {
    const entry = entries[other(side)]
    if (entry !== undefined) meshes[side]?.add(entry, arriving)
  }
  const ufrag = (description: RTCSessionDescription | null | undefined) =>
    /a=ice-ufrag:(\S+)/.exec(description?.sdp ?? '')?.[1]
  const sides = [0, 1] as const
  const outcome = (): Outcome => {
    const last = sides.map((side) => connections[side].at(-1) as RTCPeerConnection)
    return {
      states: sides.map((side) => [
        last[side]?.signalingState ?? 'closed',
        last[side]?.connectionState ?? 'closed',
        meshes[side]?.peers.get(`person-${other(side)}`)?.state
      ]),
      matching: sides.every(
        (side) =>
          ufrag(last[side]?.currentLocalDescription) === ufrag(last[other(side)]?.currentRemoteDescription)
      ),
      transceivers: last.map((connection) => connection.getTransceivers().length),
      quiet: !wires.flat().some((signal) => 'description' in signal)
    }
  }
  const done = ({ states, matching }: Outcome) =>
    matching && states.every(([signaling, state]) => signaling === 'stable' && state === 'connected')

  for (const side of sides) add(side, offers[side])
  for (const { action, side } of steps) {
    if (action === 'restart') {
      meshes[side]?.networkChanged()
      add(side)
    } else if (action === 'wake') wake(side)
    else if (action === 'lose') {
      for (const wire of wires) wire.length = 0
      for (const each of sides) add(each)
    } else if (action === 'deliver') deliver(side)
    else await breathe()
  }
  const beganAt = performance.now()
  for (let woken = 0; !(done(outcome()) && wires.flat().length === 0);) {
    const seconds = (performance.now() - beganAt) / 1_000
    if (seconds > limit) break
    for (const side of sides) deliver(side)
    await breathe()
    // What one side has given up may wait for the next attempt of the other.
    if (seconds < 2 * (woken + 1)) continue
    woken += 1
    for (const side of sides) wake(side)
  }
  // A connection asks for another negotiation as soon as the last one is over.
  for (let turn = 0; turn < 5; turn += 1) await breathe()
  const result = outcome()
  for (const mesh of meshes) mesh.close()
  return result
}
