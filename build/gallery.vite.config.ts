import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const root = resolve(import.meta.dirname, '..')

/** The gallery of the interface's states: served to whoever builds it, never part of the product. */
export default defineConfig({
  root: resolve(root, 'renderer'),
  publicDir: resolve(root, 'assets/public'),
  cacheDir: resolve(root, '.cache/gallery'),
  plugins: [vue(), tailwindcss()],
  server: { fs: { allow: [root] } }
})
