import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import { APP_ID } from '../../protocol/app-id.ts'
import { AT_LOGIN } from './command-line.ts'
import { ownAppImage } from './own-app-image.ts'

export interface LoginEnvironment {
  platform: NodeJS.Platform
  environment: NodeJS.ProcessEnv
  /** The program and the words that start this app. */
  command: readonly string[]
}

/**
 * Has the system start the app at login, or no longer: by its own list on Windows and macOS, by a file in the folder
 * for that on Linux (XDG Desktop Application Autostart).
 */
export function setLaunchAtLogin(on: boolean, { platform, environment, command }: LoginEnvironment): void {
  if (platform !== 'linux') {
    app.setLoginItemSettings({
      openAtLogin: on,
      path: command[0],
      args: [...command.slice(1), AT_LOGIN],
      // As Windows keeps it, and the uninstaller takes it away.
      name: APP_ID
    })
    return
  }
  const file = autostartFile(environment)
  if (!on) {
    rmSync(file, { force: true })
    return
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.part`, autostartEntry(app.getName(), [...command, AT_LOGIN]))
  renameSync(`${file}.part`, file)
}

/** Whether this start is the one at login. */
export function isLoginStart(words: readonly string[], platform: NodeJS.Platform): boolean {
  if (words.includes(AT_LOGIN)) return true
  // Newer versions of macOS pass no words on.
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
}

/** What starts this app: an AppImage is mounted somewhere else each time, and in development Electron gets a folder. */
export function startCommand(environment: NodeJS.ProcessEnv): string[] {
  const image = ownAppImage(environment)
  if (image !== null) return [image]
  return app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()]
}

/** In the folder of the XDG Base Directory Specification; a relative one has to be ignored. */
function autostartFile({ XDG_CONFIG_HOME: folder }: NodeJS.ProcessEnv): string {
  const config = folder?.startsWith('/') === true ? folder : join(homedir(), '.config')
  return join(config, 'autostart', 'parley.desktop')
}

/** A desktop entry (Desktop Entry Specification 1.5). */
function autostartEntry(name: string, command: readonly string[]): string {
  const [program = ''] = command
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name}`,
    // Where the program is gone, the desktop ignores what starts it: no package may clean up people's own folders.
    `TryExec=${program.replaceAll('\\', '\\\\')}`,
    `Exec=${command.map(quote).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    ''
  ].join('\n')
}

/** An argument of `Exec`: quoted, and then once more for the string that it stands in. */
function quote(word: string): string {
  const quoted = /^[\w/.:=@+-]+$/.test(word) ? word : `"${word.replace(/["`$\\]/g, '\\$&')}"`
  return quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%')
}
