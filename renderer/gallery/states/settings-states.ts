import { fail } from '../../../protocol/result.ts'
import type { SettingKey } from '../../../protocol/settings.ts'
import type { UpdateState } from '../../../protocol/updates.ts'
import { settle } from '../../call/testing/settle.ts'
import { useSettingsPageStore, type SettingsSection } from '../../stores/settings-page.ts'
import type { GalleryState, Stage } from '../gallery-state.ts'

/** The settings over home, at a section, and what is done there. */
function settings(section: SettingsSection, then?: (stage: Stage) => Promise<void>): GalleryState {
  return {
    path: '/',
    settings: { color: 205 },
    act: async (stage) => {
      await showSettings(section)
      await then?.(stage)
    }
  }
}

/** Opens the settings at a section. */
export async function showSettings(section: SettingsSection): Promise<void> {
  // It comes later than home.
  await import('../../views/settings/SettingsPage.vue')
  useSettingsPageStore().show(section)
  while (document.querySelector('[role=dialog]') === null) await settle()
}

/** Lets the address be tried that stands in the field. */
async function tryServer({ app }: Stage): Promise<void> {
  app.clock.advance(1_000)
  await settle()
}

const server = 'https://meet.example.org'

function locked(section: SettingsSection, ...keys: SettingKey[]): GalleryState {
  return {
    ...settings(section),
    settings: { server },
    prepare: ({ desktop }) => {
      desktop.locked = keys
    }
  }
}

function withUpdate(state: UpdateState): GalleryState {
  return {
    ...settings('updates'),
    prepare: ({ desktop }) => {
      desktop.update = state
    }
  }
}

const reachable: GalleryState = { ...settings('server', tryServer), settings: { server } }

export const SETTINGS_STATES: Readonly<Record<string, GalleryState>> = {
  settings: settings('profile'),
  'settings-devices': settings('devices'),
  'settings-meetings': settings('meetings'),
  'settings-shortcuts': settings('shortcuts'),
  'settings-appearance': settings('appearance'),
  'settings-server': settings('server'),
  'settings-server-reachable': reachable,
  'settings-server-unreachable': {
    ...reachable,
    prepare: (app) => {
      app.probe = () => Promise.resolve(fail('server-unreachable', 'Nothing answers in this state'))
    }
  },
  'settings-bad-server': settings('server', ({ type, texts }) => type(texts.settings.server, 'not a server')),
  'settings-system': { ...settings('system'), settings: { launchAtLogin: true } },
  'settings-system-no-tray': {
    ...settings('system'),
    settings: { launchAtLogin: true, closeToTray: true },
    prepare: ({ desktop }) => {
      desktop.tray = false
    }
  },
  'settings-privacy': {
    ...settings('privacy'),
    settings: { recentMeetings: [{ room: 'modi-kafu-ruse', server: null, joinedAt: 1 }] }
  },
  'settings-updates': settings('updates'),
  'settings-update-coming': withUpdate({ status: 'downloading', version: '1.3.0', progress: 0.42 }),
  'settings-update-ready': withUpdate({ status: 'ready', version: '1.3.0' }),
  'settings-update-refused': withUpdate({ status: 'failed', reason: 'untrusted' }),
  'settings-about': settings('about'),
  'settings-about-reported': settings('about', ({ press, texts }) => press(texts.settings.report)),
  'settings-about-failed': {
    ...settings('about', ({ press, texts }) => press(texts.settings.report)),
    prepare: ({ desktop }) => {
      desktop.report = fail('failed', 'Nothing is stored in this state')
    }
  },
  'settings-locked-server': locked('server', 'server', 'hostOnNetwork'),
  'settings-locked-updates': locked('updates', 'updates', 'updateChannel'),
  'settings-locked-appearance': locked('appearance', 'theme', 'language'),
  'settings-no-camera': {
    ...settings('devices'),
    prepare: ({ devices }) => {
      devices.failures.video = new DOMException('Refused', 'NotAllowedError')
      devices.failures.audio = new DOMException('Busy', 'NotReadableError')
    }
  },
  'settings-guest': { ...settings('about'), guest: true },
  'settings-in-meeting': {
    path: '/r/modi-kafu-ruse',
    act: async ({ app, press, texts }) => {
      await press(texts.lobby.join)
      await app.invite('Lin 林小雨')
      await settle()
      app.clock.advance(5_000)
      await showSettings('devices')
    }
  },
  'home-settings-set-aside': {
    path: '/',
    prepare: ({ desktop }) => {
      desktop.setAside = 'settings.json.corrupt-2026-09-14T09-30-05'
    }
  },
  'home-other-server': {
    path: '/',
    act: async ({ app }) => {
      await import('../../components/ConfirmDialog.vue')
      app.desktop.openInvite('parley://192.168.20.31:7420/r/modi-kafu-ruse?insecure=1')
      await settle()
    }
  }
}
