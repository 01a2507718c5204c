import type { Session } from 'electron'
import { isAppUrl } from './app-origin.ts'

/** What our pages may do without asking again: the person installed the app for it. */
const GRANTED: ReadonlySet<string> = new Set(['media', 'speaker-selection', 'notifications', 'fullscreen'])

/**
 * Whether a page may have a permission: ours may have what a meeting needs, and nobody anything else.
 *
 * @param permission Chromium's name of it, as Electron gives it
 * @param requester URL or origin of the page that asks
 */
export function isPermitted(permission: string, requester: string | undefined): boolean {
  return GRANTED.has(permission) && isAppUrl(requester)
}

/**
 * Decides for a whole session. Both handlers are needed: the check answers `permissions.query` and hides or
 * shows device labels, the request answers `getUserMedia` and its like.
 */
export function guardPermissions(session: Session): void {
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const requester = details.securityOrigin ?? details.requestingUrl ?? origin
    return details.isMainFrame && isPermitted(permission, requester)
  })
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(details.isMainFrame && isPermitted(permission, details.requestingUrl))
  })
  // USB, serial and HID devices have no place in a meeting.
  session.setDevicePermissionHandler(() => false)
}
