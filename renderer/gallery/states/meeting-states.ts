import { settle } from '../../call/testing/settle.ts'
import { SendBudget } from '../../call/topology/send-budget.ts'
import { useMeetingStore } from '../../stores/meeting.ts'
import type { FakeApp } from '../../stores/testing/fake-app.ts'
import type { GalleryState, Stage } from '../gallery-state.ts'

const NAMES = [
  'Lin 林小雨',
  'Grace Hopper',
  'Maximiliana von Hohenstein-Württemberg',
  'Omar',
  '陈思远',
  'Zoë Ångström',
  'Ravi Chandrasekharan',
  'Ngozi',
  '田中 花子',
  'Pavel',
  'Ines de la Cruz'
]

/** Joins, and brings others into the meeting: every fourth with the camera off, every third muted. */
async function meet({ app, press, texts }: Stage, people: number): Promise<void> {
  await press(texts.lobby.join)
  for (let number = 0; number < people - 1; number++) {
    const name = NAMES[number] ?? `Person ${number + 1}`
    const other = await app.invite(name)
    if (number % 4 === 3) await other.media.setOn('camera', false)
    if (number % 3 === 2) await other.media.setOn('microphone', false)
  }
  await settle()
  letSpeak(app, 0)
}

/** Makes one of the others the one who speaks. */
function letSpeak(app: FakeApp, number: number): void {
  const connection = app.connections[number]
  if (connection === undefined) return
  connection.remoteAudioLevel = 0.3
  app.clock.advance(600)
}

function meeting(people: number, then?: (stage: Stage) => Promise<void>): GalleryState {
  return {
    path: '/r/modi-kafu-ruse',
    act: async (stage) => {
      await meet(stage, people)
      await then?.(stage)
      // Who joined has been said by now.
      stage.app.clock.advance(5_000)
      await settle()
      // In that time the controls have hidden; any movement shows them.
      window.dispatchEvent(new PointerEvent('pointermove', { screenX: 1, screenY: 1 }))
      await settle()
    }
  }
}

/** A meeting on a machine that carries eight faces. */
function pages(people: number, then?: () => Promise<void>): GalleryState {
  return {
    ...meeting(people, then),
    prepare: (app) => {
      app.budget = new SendBudget(2, 9_300_000)
    }
  }
}

/** Presses a key, as somebody does who looks at the meeting. */
async function strike(key: string): Promise<void> {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  await settle()
}

export const MEETING_STATES: Readonly<Record<string, GalleryState>> = {
  'meeting-1': meeting(1),
  'meeting-2': meeting(2),
  'meeting-3': meeting(3),
  'meeting-6': meeting(6),
  'meeting-12': meeting(12),
  'meeting-14-pages': pages(14),
  'meeting-14-second-page': pages(14, () => strike('PageDown')),
  'meeting-25': meeting(25),
  'meeting-speaker-2': meeting(2, () => strike('l')),
  'meeting-speaker-6': meeting(6, () => strike('l')),
  'meeting-speaker-25': meeting(25, () => strike('l')),
  'meeting-floating': meeting(3, () => strike('s')),
  'meeting-self-hidden': meeting(3, async () => {
    await strike('s')
    await strike('s')
  }),
  'meeting-shortcuts': meeting(3, () => strike('?')),
  'meeting-idle': {
    path: '/r/modi-kafu-ruse',
    act: async (stage) => {
      await meet(stage, 3)
      stage.app.clock.advance(9_000)
      await settle()
    }
  },
  'meeting-off': {
    ...meeting(3),
    settings: { joinWithCamera: false, joinWithMicrophone: false }
  },
  'meeting-reconnecting': meeting(3, async ({ app }) => {
    app.signaling?.interrupt()
    await settle()
    app.clock.advance(2_000)
    await settle()
  }),
  'meeting-lost': meeting(3, async ({ app }) => {
    if (app.signaling !== null) app.signaling.losing = true
    app.connections[0]?.setConnectionState('failed')
    app.clock.advance(60_000)
    await settle()
  }),
  'meeting-device-back': meeting(3, async ({ app }) => {
    const { available } = app.devices
    app.devices.unplug('camera-1')
    await settle()
    app.devices.plug(available)
    await settle()
  }),
  'meeting-low-bandwidth': meeting(3, () => {
    useMeetingStore().setLowBandwidth(true)
    return settle()
  }),
  'meeting-notices': {
    path: '/r/modi-kafu-ruse',
    act: (stage) => meet(stage, 4)
  },
  'meeting-audio-menu': meeting(2, ({ press, texts }) => press(texts.devices.chooseAudio)),
  'meeting-camera-menu': meeting(2, ({ press, texts }) => press(texts.devices.chooseCamera)),
  left: meeting(2, ({ press, texts }) => press(texts.meeting.leave))
}
