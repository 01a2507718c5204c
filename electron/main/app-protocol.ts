import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { net, protocol } from 'electron'
import { CONTENT_SECURITY_POLICY } from '../../protocol/content-security.ts'
import { APP_SCHEME } from './app-origin.ts'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2'
}

const PAGE = 'index.html'

/** Tells Chromium what our scheme may do. Has to come before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
    }
  ])
}

/**
 * Serves the renderer under `app://parley`, with its Content-Security-Policy.
 *
 * @param folder the built renderer
 * @param developmentServer origin of a running Vite, which then serves instead of the folder
 */
export function serveApp(folder: string, developmentServer?: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const { pathname, search } = new URL(request.url)
    if (developmentServer !== undefined) return net.fetch(`${developmentServer}${pathname}${search}`)
    const path = filePath(folder, pathname)
    if (path === null) return new Response('Not found', { status: 404 })
    try {
      const headers = {
        'Content-Type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
        'X-Content-Type-Options': 'nosniff'
      }
      return new Response(new Uint8Array(await readFile(path)), { headers })
    } catch {
      return new Response('Not found', { status: 404 })
    }
  })
}

/**
 * The file behind a path of the app: an asset, or the page for every route of the renderer.
 *
 * @returns null for a path that leads out of the folder or can't be read
 */
export function filePath(folder: string, pathname: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (decoded.includes('\0')) return null
  if (extname(decoded) === '') return join(folder, PAGE)
  const path = normalize(join(folder, decoded))
  return path.startsWith(folder + sep) ? path : null
}
