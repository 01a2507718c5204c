import { join } from 'node:path'
import { createServer } from 'vite'
import { PROJECT } from './project.ts'

/** Folder of the Electron app that shows an address. */
export const GALLERY_WINDOW = join(PROJECT, 'build/gallery-window')

export interface GalleryServer {
  /** Of the page that lists all states; `?state=NAME&theme=THEME&language=TAG` shows one. */
  address: string
  close: () => Promise<void>
}

/** Serves the gallery of the interface's states on a free port of this machine. */
export async function serveGallery({ watch = true } = {}): Promise<GalleryServer> {
  const server = await createServer({
    configFile: join(PROJECT, 'build/gallery.vite.config.ts'),
    configLoader: 'native',
    logLevel: 'warn',
    server: { host: '127.0.0.1', port: 0, ...(watch ? {} : { hmr: false, watch: null }) }
  })
  await server.listen()
  const origin = server.resolvedUrls?.local[0]
  if (origin === undefined) throw new Error('The gallery is not served')
  return { address: new URL('gallery/gallery.html', origin).href, close: () => server.close() }
}
