import { app, Menu } from 'electron'
import type { AppAction } from './command-line.ts'
import type { Texts } from './texts.ts'

/**
 * "New meeting" where the app is started from: the jump list on Windows, the dock on macOS. On Linux it stands in the
 * desktop entry, which the package brings.
 */
export function setLauncherMenu(
  texts: Texts,
  platform: NodeJS.Platform,
  command: readonly string[],
  act: (action: AppAction) => void
): void {
  if (platform === 'darwin') {
    app.dock?.setMenu(Menu.buildFromTemplate([{ label: texts.newMeeting, click: () => act('new-meeting') }]))
  } else if (platform === 'win32') {
    const [program = '', ...words] = command
    app.setUserTasks([
      {
        program,
        arguments: [...words.map((word) => `"${word}"`), '--new-meeting'].join(' '),
        iconPath: program,
        iconIndex: 0,
        title: texts.newMeeting,
        description: texts.newMeetingHint
      }
    ])
  }
}
