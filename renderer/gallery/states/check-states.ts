import { fail, succeed } from '../../../protocol/result.ts'
import type { IceServer } from '../../../protocol/signaling.ts'
import { settle } from '../../call/testing/settle.ts'
import type { FakeApp } from '../../stores/testing/fake-app.ts'
import type { GalleryState, Stage } from '../gallery-state.ts'

const STUN = 'stun:stun.example.org:3478'
const UDP = 'turn:relay.example.org:3478?transport=udp'
const TCP = 'turn:relay.example.org:3478?transport=tcp'
const TLS = 'turns:relay.example.org:443?transport=tcp'
const TURN_AS_STUN = 'stun:relay.example.org:3478'
const SERVERS: IceServer[] = [
  { urls: STUN },
  { urls: [UDP, TCP, TLS], username: 'somebody', credential: 'something' }
]
const SEEN = ['203.0.113.4', 51_000] as const

function serve(app: FakeApp, iceServers = SERVERS): void {
  app.probe = () => Promise.resolve(succeed({ roundTrip: 18, iceServers }))
  const { answers } = app.network
  answers.set(STUN, { delay: 32, sees: SEEN })
  answers.set(UDP, { delay: 61, relays: true, sees: SEEN })
  answers.set(TCP, { delay: 88, relays: true })
  answers.set(TLS, { delay: 134, relays: true })
  answers.set(TURN_AS_STUN, { delay: 30, sees: SEEN })
}

/** Lets the check go on for some time. */
async function pass({ clock }: FakeApp, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 50) {
    clock.advance(50)
    await settle()
  }
}

/** The check that was asked for at home, after so much time. */
function checking(prepare: (app: FakeApp) => void, time = 14_000): GalleryState {
  return {
    path: '/',
    prepare: (app) => {
      serve(app)
      prepare(app)
    },
    act: async ({ app, press, texts }: Stage) => {
      await press(texts.check.title)
      await pass(app, time)
    }
  }
}

/** What a check of the connection shows. */
export const CHECK_STATES: Readonly<Record<string, GalleryState>> = {
  'check-running': checking(() => {}, 100),
  'check-all-good': checking(() => {}),
  'check-udp-blocked': checking(({ network }) => {
    for (const url of [STUN, UDP, TURN_AS_STUN]) network.answers.delete(url)
  }),
  'check-credentials-refused': checking(({ network }) => {
    for (const url of [UDP, TCP, TLS]) network.answers.set(url, { delay: 70, error: 401 })
  }),
  'check-no-relay': checking((app) => serve(app, [{ urls: STUN }])),
  'check-relayed': checking(({ network }) => {
    network.answers.set(TURN_AS_STUN, { sees: ['203.0.113.4', 51_001] })
    network.answers.set(TLS, { delay: 100, error: 701 })
  }),
  'check-poor-relay': checking(({ network }) => {
    network.losesEach = 6
    network.latency = 190
  }),
  'check-server-unreachable': checking((app) => {
    app.probe = () => Promise.resolve(fail('server-unreachable', 'Nothing answers in this state'))
  }),
  'check-cancelled': {
    path: '/',
    prepare: serve,
    act: async ({ app, press, texts }) => {
      await press(texts.check.title)
      await pass(app, 50)
      await press(texts.check.cancel)
    }
  },
  'check-in-meeting': {
    path: '/r/modi-kafu-ruse',
    prepare: serve,
    act: async ({ app, press, texts }) => {
      await press(texts.lobby.join)
      await app.invite('Lin 林小雨')
      await settle()
      await press(texts.stage.moreOptions)
      await press(texts.check.title)
      await pass(app, 14_000)
    }
  }
}
