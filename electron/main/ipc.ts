import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import * as v from 'valibot'
import { DESKTOP_ARGUMENTS, type DesktopHandlers } from '../../protocol/desktop.ts'
import { DESKTOP_REQUESTS } from '../../protocol/desktop-channels.ts'
import { isAppUrl } from './app-origin.ts'

/** Whether a message comes from the top frame of a page of ours. */
export function isTrustedSender({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url)
}

/**
 * Answers the renderer's requests. A message from elsewhere, or with an argument that doesn't fit its schema,
 * is refused before a handler sees it.
 */
export function answerRequests(handlers: DesktopHandlers): void {
  for (const name of Object.keys(DESKTOP_REQUESTS) as (keyof DesktopHandlers)[]) {
    const handler = handlers[name] as (argument: unknown) => unknown
    ipcMain.handle(DESKTOP_REQUESTS[name], (event, argument: unknown) => {
      if (!isTrustedSender(event)) throw new Error(`${name}: the sender is not trusted`)
      const parsed = v.safeParse(DESKTOP_ARGUMENTS[name], argument)
      if (!parsed.success) throw new Error(`${name}: the argument does not fit`)
      return handler(parsed.output)
    })
  }
}
