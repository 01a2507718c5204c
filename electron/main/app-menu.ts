import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MeetingState } from '../../protocol/desktop-life.ts'
import type { AppAction } from './command-line.ts'
import type { Texts } from './texts.ts'

/** The bar of menus on macOS, in the order that people expect there. What has a role is translated in part by the system. */
export function setAppMenu(state: MeetingState, texts: Texts, act: (action: AppAction) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(macMenu(state, texts, act)))
}

function macMenu(
  state: MeetingState,
  texts: Texts,
  act: (action: AppAction) => void
): MenuItemConstructorOptions[] {
  const inMeeting = state.in === 'meeting'
  const item = (label: string, action: AppAction, enabled: boolean): MenuItemConstructorOptions => ({
    label,
    enabled,
    click: () => act(action)
  })
  return [
    { role: 'appMenu' },
    {
      label: texts.file,
      submenu: [
        { label: texts.newMeeting, accelerator: 'Command+N', click: () => act('new-meeting') },
        { type: 'separator' },
        { role: 'close' }
      ]
    },
    { role: 'editMenu', label: texts.edit },
    {
      label: texts.view,
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' }
      ]
    },
    {
      label: texts.meeting,
      submenu: [
        item(
          inMeeting && state.microphone === 'on' ? texts.mute : texts.unmute,
          'microphone',
          inMeeting && state.microphone !== 'none'
        ),
        item(
          inMeeting && state.camera === 'on' ? texts.cameraOff : texts.cameraOn,
          'camera',
          inMeeting && state.camera !== 'none'
        ),
        item(inMeeting && state.handUp ? texts.lowerHand : texts.raiseHand, 'hand', inMeeting),
        { type: 'separator' },
        item(texts.leave, 'leave', inMeeting)
      ]
    },
    { role: 'windowMenu', label: texts.windowMenu }
  ]
}
