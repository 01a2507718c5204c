import { join } from 'node:path'
import { build, createServer, preview, type InlineConfig } from 'vite'
import { PROJECT } from './project.ts'

/** Folder of the Electron app that shows an address. */
export const GALLERY_WINDOW = join(PROJECT, 'build/gallery-window')

export interface GalleryServer {
  /** Of the page that lists all states; `?state=NAME&theme=THEME&language=TAG` shows one. */
  address: string
  close: () => Promise<void>
}

const CONFIG: InlineConfig = {
  configFile: join(PROJECT, 'build/gallery.vite.config.ts'),
  configLoader: 'native',
  logLevel: 'warn'
}
/** A free port of this machine. */
const PLACE = { host: '127.0.0.1', port: 0 }

/** Serves the gallery of the interface's states to somebody who changes them: with hot reload. */
export async function serveGallery(): Promise<GalleryServer> {
  const server = await createServer({ ...CONFIG, server: PLACE })
  await server.listen()
  return { address: addressOf(server.resolvedUrls), close: () => server.close() }
}

/** Builds the gallery and serves that: hundreds of states are opened in a row, and each opens faster. */
export async function serveBuiltGallery(): Promise<GalleryServer> {
  await build(CONFIG)
  const server = await preview({ ...CONFIG, preview: PLACE })
  return { address: addressOf(server.resolvedUrls), close: () => server.close() }
}

function addressOf(urls: { local: string[] } | null): string {
  const origin = urls?.local[0]
  if (origin === undefined) throw new Error('The gallery is not served')
  return new URL('gallery/gallery.html', origin).href
}
