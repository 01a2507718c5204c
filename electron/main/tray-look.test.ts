import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { MeetingState } from '../../protocol/desktop-life.ts'
import { trayIconFile, trayLook, type TrayLook } from './tray-look.ts'

const ICONS = join(import.meta.dirname, '../../assets/public/system')
const meeting: MeetingState = {
  in: 'meeting',
  microphone: 'on',
  camera: 'on',
  sharing: false,
  handUp: false,
  unread: 0
}

test.each<[MeetingState, TrayLook]>([
  [{ in: 'no-meeting' }, 'idle'],
  [meeting, 'call'],
  [{ ...meeting, microphone: 'off' }, 'muted'],
  [{ ...meeting, microphone: 'none' }, 'muted'],
  [{ ...meeting, microphone: 'off', sharing: true }, 'sharing']
])('%o looks like %s', (state, look) => {
  expect(trayLook(state)).toBe(look)
})

test.each([
  ['win32', true, 'dark-16'],
  ['win32', false, 'light-16'],
  ['darwin', true, 'template-22'],
  ['linux', false, 'ground-22'],
  ['linux', true, 'ground-22']
] as const)('on %s (dark: %s) the icons are %s, and all of them are there', (platform, dark, kind) => {
  for (const look of ['idle', 'call', 'muted', 'sharing'] as const) {
    const file = trayIconFile(look, { platform, dark })
    expect(file).toBe(`${look}-${kind}.png`)
    for (const each of [file, file.replace('.png', '@2x.png')])
      expect(existsSync(join(ICONS, each)), each).toBe(true)
  }
})
