import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { _electron } from '@playwright/test'
import { GALLERY_WINDOW } from '../../../build/scripts/gallery-server.ts'
import { whyNoSandboxHere } from '../../../build/scripts/electron-sandbox.ts'
import { usedRuntime } from './used-runtime.ts'

/** A window of another program, to be shared: its left half has one colour, its right half changes all the time. */
export interface ShownWindow {
  title: string
  close: () => Promise<void>
}

/** @param color CSS colour of the left half */
export async function showWindow(title: string, color: string): Promise<ShownWindow> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(pageOf(title, color))
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
  await (await app.firstWindow()).waitForLoadState()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(640, 400))
  let closed: Promise<void> | null = null
  const close = async () => {
    server.close()
    await app.close()
  }
  return { title, close: () => (closed ??= close()) }
}

function pageOf(title: string, color: string): string {
  return `<!doctype html><meta charset="utf-8"><title>${title}</title>
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
