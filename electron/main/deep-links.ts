import { app, ipcMain, type BrowserWindow } from 'electron'
import { DESKTOP_EVENTS } from '../../protocol/desktop-channels.ts'
import { parseInvite } from '../../protocol/invite.ts'
import { readAction } from './command-line.ts'
import { isTrustedSender } from './ipc.ts'
import { onPageGone } from './page-gone.ts'

/** The invite in a command line: the first argument that is a link to a meeting on a server. */
export function inviteIn(words: readonly string[]): string | null {
  return words.find((word) => !word.startsWith('-') && hasServer(word)) ?? null
}

/**
 * Hands invites that reach the app from outside to the renderer: from its own command line, from a second
 * start (Windows, Linux) and from `open-url` (macOS). One that comes before the renderer listens is kept.
 *
 * @param reveal brings the window into sight
 * @returns is told of each window that opens
 */
export function handOverInvites(
  getWindow: () => BrowserWindow | null,
  reveal: () => void
): (window: Pick<BrowserWindow, 'webContents'>) => void {
  let ready = false
  let waiting = inviteIn(process.argv)
  const hand = () => {
    const window = getWindow()
    if (waiting === null || !ready || window === null) return
    window.webContents.send(DESKTOP_EVENTS.inviteOpened, waiting)
    waiting = null
  }
  const take = (invite: string | null) => {
    waiting = invite ?? waiting
    reveal()
    hand()
  }
  app.on('second-instance', (_event, words, _folder, sent) => {
    // A second start with a command of its own brings the window only if it says so.
    if (readAction(sent) === null) take(inviteIn(words))
  })
  app.on('open-url', (event, url) => {
    event.preventDefault()
    take(inviteIn([url]))
  })
  ipcMain.on(DESKTOP_EVENTS.readyForInvites, (event) => {
    if (!isTrustedSender(event)) return
    ready = true
    hand()
  })
  return ({ webContents }) =>
    onPageGone(webContents, () => {
      ready = false
    })
}

function hasServer(word: string): boolean {
  const invite = parseInvite(word)
  return invite !== null && invite.server !== null
}
