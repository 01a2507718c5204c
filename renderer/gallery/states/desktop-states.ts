import { settle } from '../../call/testing/settle.ts'
import type { SystemShortcut, SystemShortcuts } from '../../../protocol/desktop-life.ts'
import type { GalleryState, Stage } from '../gallery-state.ts'
import { showSettings } from './settings-states.ts'

const PATH = '/r/modi-kafu-ruse'

const key = (accelerator: string | null, state: SystemShortcut['state']): SystemShortcut => ({
  accelerator,
  state
})

const KEYS: SystemShortcuts = {
  microphone: key('Control+Alt+M', 'registered'),
  camera: key('F9', 'taken'),
  hand: key(null, 'unset'),
  window: key('Control+Alt+M', 'taken')
}

const UNSUPPORTED: SystemShortcuts = {
  microphone: key(null, 'unsupported'),
  camera: key(null, 'unsupported'),
  hand: key(null, 'unsupported'),
  window: key(null, 'unsupported')
}

/** Joins with some others, and the window goes out of sight. */
function away(then?: (stage: Stage) => Promise<void>): GalleryState {
  return {
    path: PATH,
    act: async (stage) => {
      await stage.press(stage.texts.lobby.join)
      for (const name of ['Lin 林小雨', 'Grace Hopper']) await stage.app.invite(name)
      await settle()
      await then?.(stage)
      stage.app.desktop.setWindowSight('hidden')
      await settle()
    }
  }
}

/** Opens the settings at the keys, as the shell knows them. */
function keys(shortcuts: SystemShortcuts, then?: (stage: Stage) => Promise<void>): GalleryState {
  return {
    path: '/',
    prepare: (app) => {
      app.desktop.shortcuts = shortcuts
    },
    act: async (stage) => {
      await showSettings('shortcuts')
      await settle()
      await then?.(stage)
    }
  }
}

/** What the desktop app has beyond its window. */
export const DESKTOP_STATES: Readonly<Record<string, GalleryState>> = {
  'desktop-mini': away(),
  'desktop-mini-share': away(async ({ app }) => {
    await app.others[0]?.media.screen.start('sharp', { audio: false })
    await settle()
  }),
  'desktop-mini-no-picture': away(async ({ app, press, texts }) => {
    await app.others[0]?.media.setOn('camera', false)
    await press(texts.devices.mute)
  }),
  'desktop-keys': keys(KEYS),
  'desktop-keys-recording': keys({ ...KEYS, window: key(null, 'unset') }, async () => {
    const button = document.querySelector<HTMLButtonElement>('[aria-describedby=keys-of-hand]')
    button?.click()
    await settle()
    button?.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyH', key: 'h', bubbles: true }))
    await settle()
  }),
  'desktop-keys-wayland': keys(UNSUPPORTED),
  'desktop-close': {
    path: PATH,
    act: async ({ app, press, texts }) => {
      await press(texts.lobby.join)
      await app.invite('Grace Hopper')
      await settle()
      app.desktop.ask('close')
      await settle()
    }
  }
}
