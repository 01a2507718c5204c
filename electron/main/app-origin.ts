/** The scheme that serves the renderer. Unlike `file:` it has an origin, so that permissions and storage have one. */
export const APP_SCHEME = 'app'

/** The one origin whose pages are ours. */
export const APP_ORIGIN = `${APP_SCHEME}://parley`

/** Whether a URL or an origin, as Electron gives them, is ours. Node knows no origin for schemes of our own. */
export function isAppUrl(url: string | undefined): boolean {
  return url === APP_ORIGIN || url?.startsWith(`${APP_ORIGIN}/`) === true
}
