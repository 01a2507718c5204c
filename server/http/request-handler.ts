import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createGuestPages, isMeeting, pathOf } from './guest-pages.ts'
import { lacksSecurity, redirectToSecure } from './secure-redirect.ts'
import { SECURITY_HEADERS } from './security-headers.ts'

/** What `/healthz` tells: nothing about who is there, only how many. */
interface Health {
  status: 'ok' | 'closing'
  version: string
  protocol: number
  rooms: number
  people: number
}

export interface RequestHandlerDependencies {
  health: () => Health
  /** Folder of the built renderer; null serves none. */
  pages: string | null
  /** Whether others than this machine are served by HTTPS alone, and sent there when they come otherwise. */
  secureOnly?: boolean
}

const NO_PAGES = 'This is a Parley signaling server. Open the invite in the Parley app to join the meeting.\n'

/** Everything that is plain HTTP: the health check, and the guests' pages. */
export function createRequestHandler({
  health,
  pages,
  secureOnly = false
}: RequestHandlerDependencies): RequestListener {
  const guestPages = pages === null ? null : createGuestPages(pages)
  return (request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    const path = pathOf(request)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      sendText(response, 405, 'Method not allowed\n')
    } else if (secureOnly && lacksSecurity(request)) {
      redirectToSecure(request, response)
    } else if (path === '/healthz') {
      sendHealth(response, health())
    } else if (guestPages !== null) {
      guestPages(request, response, () => sendText(response, 404, 'Not found\n'))
    } else if (path === '/' || isMeeting(path)) {
      sendText(response, 200, NO_PAGES)
    } else {
      sendText(response, 404, 'Not found\n')
    }
  }
}

function sendHealth(response: ServerResponse<IncomingMessage>, health: Health): void {
  response.writeHead(health.status === 'ok' ? 200 : 503, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store'
  })
  response.end(JSON.stringify(health))
}

function sendText(response: ServerResponse<IncomingMessage>, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(text)
}
