import { FakeAudioContext } from '../../call/testing/fake-media.ts'
import { settle } from '../../call/testing/settle.ts'
import type { CallFailureReason } from '../../call/call-error.ts'
import { SendBudget } from '../../call/topology/send-budget.ts'
import { useConnectionCheckStore } from '../../stores/connection-check.ts'
import type { FakeApp } from '../../stores/testing/fake-app.ts'
import type { GalleryState } from '../gallery-state.ts'

const LOBBY: GalleryState = { path: '/r/modi-kafu-ruse' }

type Broken = 'audio' | 'video'

/** A lobby where opening these kinds of devices fails as `getUserMedia` would. */
function broken(error: string, ...kinds: Broken[]): GalleryState {
  return {
    ...LOBBY,
    prepare: ({ devices }) => {
      for (const kind of kinds) devices.failures[kind] = new DOMException('So in this state', error)
    }
  }
}

/** A lobby whose join is refused. */
function refused(reason: CallFailureReason): GalleryState {
  return {
    ...LOBBY,
    prepare: ({ room }) => {
      room.refusal = reason
    },
    act: ({ press, texts }) => press(texts.lobby.join)
  }
}

function speak(app: FakeApp): void {
  FakeAudioContext.level = 0.12
  app.clock.advance(2_000)
}

export const LOBBY_STATES: Readonly<Record<string, GalleryState>> = {
  lobby: LOBBY,
  'lobby-speaking': {
    ...LOBBY,
    act: ({ app }) => {
      speak(app)
      return Promise.resolve()
    }
  },
  'lobby-return': { ...LOBBY, prepare: (app) => app.keepTicket({ left: true }) },
  'lobby-off': { ...LOBBY, settings: { joinWithCamera: false, joinWithMicrophone: false } },
  'lobby-starting': {
    ...LOBBY,
    prepare: ({ devices }) => {
      devices.gate = new Promise(() => {})
    }
  },
  'lobby-no-name': {
    ...LOBBY,
    settings: { name: '' },
    act: ({ press, texts }) => press(texts.lobby.join)
  },
  'lobby-no-camera': {
    ...LOBBY,
    prepare: ({ devices }) => {
      devices.available = devices.available.filter(({ kind }) => kind !== 'videoinput')
    }
  },
  'lobby-no-microphone': {
    ...LOBBY,
    prepare: ({ devices }) => {
      devices.available = devices.available.filter(({ kind }) => kind !== 'audioinput')
    }
  },
  'lobby-no-devices': {
    ...LOBBY,
    prepare: ({ devices }) => {
      devices.available = []
    }
  },
  'lobby-denied': broken('NotAllowedError', 'audio', 'video'),
  'lobby-camera-denied': broken('NotAllowedError', 'video'),
  'lobby-microphone-denied': broken('NotAllowedError', 'audio'),
  'lobby-camera-busy': broken('NotReadableError', 'video'),
  'lobby-microphone-busy': broken('NotReadableError', 'audio'),
  'lobby-unknown-failure': broken('UnknownError', 'audio', 'video'),
  'lobby-server-unreachable': refused('server-unreachable'),
  'lobby-room-full': refused('room-full'),
  'lobby-rate-limited': refused('rate-limited'),
  'lobby-denied-windows': {
    ...broken('NotAllowedError', 'audio', 'video'),
    prepare: ({ devices, desktop }) => {
      desktop.info = { ...desktop.info, platform: 'win32' }
      for (const kind of ['audio', 'video'] as const) {
        devices.failures[kind] = new DOMException('So in this state', 'NotAllowedError')
      }
    }
  },
  'lobby-small-machine': {
    ...LOBBY,
    prepare: (app) => {
      app.budget = new SendBudget(2)
    }
  },
  'lobby-narrow-line': {
    ...LOBBY,
    act: async () => {
      useConnectionCheckStore().uplink = 1_500_000
      await settle()
    }
  },
  'lobby-no-video': {
    ...LOBBY,
    act: async () => {
      useConnectionCheckStore().uplink = 300_000
      await settle()
    }
  },
  'lobby-guest': { ...LOBBY, guest: true },
  'lobby-guest-denied': { ...broken('NotAllowedError', 'audio', 'video'), guest: true }
}
