import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { _electron, type Page } from '@playwright/test'
import { GALLERY_WINDOW } from '../../../build/scripts/gallery-server.ts'
import { whyNoSandboxHere } from '../../../build/scripts/electron-sandbox.ts'
import { usedRuntime } from './used-runtime.ts'

/** A window of another program, to be shared. */
export interface ShownWindow {
  title: string
  page: Page
  close: () => Promise<void>
}

export interface ShownPage {
  title: string
  /** What stands in the page's body. */
  body: string
  /** Of the window's inside, in pixels; `screen` leaves neither frame nor anything else of the screen. */
  size?: { width: number; height: number } | 'screen'
}

/** Opens a window whose left half has one colour, and whose right half changes all the time. */
export function showWindow(title: string, color: string): Promise<ShownWindow> {
  return showPage({ title, body: halves(color) })
}

/** Opens a window with a page. */
export async function showPage({
  title,
  body,
  size = { width: 640, height: 400 }
}: ShownPage): Promise<ShownWindow> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><meta charset="utf-8"><title>${title}</title>${body}`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const runtime = usedRuntime()
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: [
      GALLERY_WINDOW,
      ...(whyNoSandboxHere(runtime) === null ? [] : ['--no-sandbox']),
      `http://127.0.0.1:${port}/`
    ]
  })
  const page = await app.firstWindow()
  await page.waitForLoadState()
  await app.evaluate(({ BrowserWindow }, size) => {
    const window = BrowserWindow.getAllWindows()[0]
    if (size === 'screen') window?.setFullScreen(true)
    else window?.setContentSize(size.width, size.height)
  }, size)
  let closed: Promise<void> | null = null
  const close = async () => {
    server.close()
    await app.close()
  }
  return { title, page, close: () => (closed ??= close()) }
}

/** @param color CSS colour of the left half */
function halves(color: string): string {
  return `
    <body style="margin: 0; height: 100vh; display: grid; grid-template-columns: 1fr 1fr">
      <div style="background: ${color}"></div>
      <div id="counter" style="font: 120px monospace; background: #fff; color: #000"></div>
      <script>
        let count = 0
        setInterval(() => {
          counter.textContent = ++count
          counter.style.background = count % 2 ? '#fff' : '#000'
        }, 100)
      </script>`
}
