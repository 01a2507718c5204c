import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { bundledPackages } from './bundled-packages.ts'

const root = resolve(import.meta.dirname, '..')
const at = (path: string) => resolve(root, path)

/** Pages below `/r/` find their files by absolute paths; electron-vite makes them relative, for `file:` pages. */
function absoluteBase(): Plugin {
  return { name: 'absolute-base', config: () => ({ base: '/' }) }
}

/**
 * Everything is bundled, so a packaged app carries no node_modules. The targets are those of the oldest
 * runtime that the app has to run on, Electron 33: Node 20.18 and Chromium 130.
 */
export default defineConfig({
  main: {
    plugins: [bundledPackages(at('out/bundled/main.json'))],
    build: {
      externalizeDeps: false,
      target: 'node20.18',
      outDir: at('out/main'),
      rollupOptions: {
        input: { index: at('electron/main/index.ts'), 'embedded-server': at('server/embedded.ts') },
        // Optional accelerators of `ws`, which does without them.
        external: ['bufferutil', 'utf-8-validate'],
        output: { format: 'es' }
      }
    }
  },
  preload: {
    plugins: [bundledPackages(at('out/bundled/preload.json'))],
    build: {
      externalizeDeps: false,
      target: 'node20.18',
      outDir: at('out/preload'),
      rollupOptions: {
        input: { index: at('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: at('renderer'),
    publicDir: at('assets/public'),
    plugins: [vue(), tailwindcss(), absoluteBase(), bundledPackages(at('out/bundled/renderer.json'))],
    build: {
      target: 'chrome130',
      outDir: at('out/renderer'),
      emptyOutDir: true,
      // The Content-Security-Policy has no place for inlined scripts, styles or fonts.
      assetsInlineLimit: 0,
      // The largest are the names of all emoji, which come when somebody looks for one; in kB.
      chunkSizeWarningLimit: 600,
      minify: true,
      modulePreload: { polyfill: false },
      rollupOptions: { input: at('renderer/index.html') }
    }
  }
})
