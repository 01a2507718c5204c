import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import sirv from 'sirv'

/** Vite names the files in this folder by their content. */
const HASHED = /^\/assets\//

/** One page shows all meetings; which one, it reads from its address, and it says so when there is none. */
const MEETING = /^\/r(?:\/|$)/

export type PageHandler = (request: IncomingMessage, response: ServerResponse, otherwise: () => void) => void

/**
 * Serves the built renderer to guests: its files, and its `index.html` at `/` and below `/r`.
 *
 * @param folder is read once; a new build is served after a restart
 */
export function createGuestPages(folder: string): PageHandler {
  const serve = sirv(folder, {
    etag: true,
    setHeaders: (response, path) => {
      const hashed = HASHED.test(path)
      response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    }
  })
  return (request, response, otherwise) => {
    if (MEETING.test(pathOf(request))) request.url = '/'
    // Whole files only: sirv throws on ranges that end before they start.
    delete request.headers.range
    // sirv leaves its file stream alone: the file may have vanished, or the guest.
    response.once('pipe', (file: Readable) => {
      file.once('error', () => response.destroy())
      response.once('close', () => file.destroy())
    })
    serve(request, response, otherwise)
  }
}

export function isMeeting(path: string): boolean {
  return MEETING.test(path)
}

/** The path of a request, as it was sent. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').replace(/[?#].*$/s, '')
}
