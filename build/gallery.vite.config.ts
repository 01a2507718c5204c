import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const root = resolve(import.meta.dirname, '..')
const page = resolve(root, 'renderer')

/** The gallery of the interface's states: served to whoever builds it, never part of the product. */
export default defineConfig({
  root: page,
  publicDir: resolve(root, 'assets/public'),
  cacheDir: resolve(root, '.cache/gallery'),
  plugins: [vue(), tailwindcss()],
  server: { fs: { allow: [root] } },
  build: {
    target: 'chrome130',
    outDir: resolve(root, '.cache/gallery-built'),
    emptyOutDir: true,
    // Everything in one file is as fast as it gets on one machine.
    chunkSizeWarningLimit: 10_000,
    rolldownOptions: { input: resolve(page, 'gallery/gallery.html') }
  }
})
