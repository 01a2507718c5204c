import type { NetworkHosting } from '../../../protocol/desktop.ts'
import { succeed } from '../../../protocol/result.ts'
import { FAKE_FINGERPRINT } from '../../desktop/testing/fake-desktop.ts'
import type { FakeApp } from '../../stores/testing/fake-app.ts'
import type { GalleryState, Stage } from '../gallery-state.ts'

const ADDRESSES: NetworkHosting['addresses'] = [
  { name: 'wlp0s20f3', address: '192.168.178.105', virtual: false },
  { name: 'enp3s0', address: '10.1.20.7', virtual: false },
  { name: 'docker0', address: '172.17.0.1', virtual: true }
]

function host(change: Partial<NetworkHosting>, platform: FakeApp['desktop']['info']['platform'] = 'linux') {
  return ({ desktop }: FakeApp) => {
    const network = {
      port: 7420,
      fingerprint: FAKE_FINGERPRINT,
      addresses: ADDRESSES,
      chosen: 'wlp0s20f3',
      reached: false,
      ...change
    }
    const shareOrigin = `http${network.fingerprint === null ? '' : 's'}://192.168.178.105:7420`
    desktop.embedded = succeed({ localOrigin: 'http://127.0.0.1:7420', shareOrigin, network })
    desktop.info = { ...desktop.info, platform }
  }
}

/** Joins alone, and opens what there is to say of the network. */
async function show({ press, texts }: Stage): Promise<void> {
  await press(texts.lobby.join)
  await press(texts.invite.onNetwork)
}

async function showHelp(stage: Stage): Promise<void> {
  await show(stage)
  await stage.press(stage.texts.network.help)
}

const path = '/r/modi-kafu-ruse'

export const HOSTING_STATES: Readonly<Record<string, GalleryState>> = {
  'hosting-card': { path, prepare: host({}), act: ({ press, texts }) => press(texts.lobby.join) },
  'hosting-network': { path, prepare: host({}), act: show },
  'hosting-one-address': { path, prepare: host({ addresses: ADDRESSES.slice(0, 1) }), act: show },
  'hosting-without-certificate': { path, prepare: host({ fingerprint: null }), act: show },
  'hosting-help-linux': { path, prepare: host({}), act: showHelp },
  'hosting-help-windows': { path, prepare: host({}, 'win32'), act: showHelp },
  'hosting-help-macos': { path, prepare: host({ reached: true }, 'darwin'), act: showHelp },
  'hosting-unreachable': {
    path: `${path}?server=https://192.168.178.105:7420#sha256=${FAKE_FINGERPRINT}`,
    act: async ({ app, press, texts }) => {
      app.room.refusal = 'server-unreachable'
      await press(texts.lobby.join)
    }
  }
}
