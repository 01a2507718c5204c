import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const root = resolve(import.meta.dirname, '..')

/** One project a side of the house; renderer tests also fail on whatever they leave open. */
export default defineConfig({
  root,
  plugins: [vue()],
  test: {
    // Property tests take their time on a machine that is busy otherwise.
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'protocol', include: ['protocol/**/*.test.ts'] } },
      { extends: true, test: { name: 'server', include: ['server/**/*.test.ts'] } },
      { extends: true, test: { name: 'electron', include: ['electron/**/*.test.ts'] } },
      { extends: true, test: { name: 'build', include: ['build/**/*.test.ts'] } },
      { extends: true, test: { name: 'bench', include: ['tests/bench/**/*.test.ts'] } },
      { extends: true, test: { name: 'lab', include: ['tests/lab/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'call',
          include: ['renderer/call/**/*.test.ts'],
          setupFiles: ['renderer/call/testing/leak-check.ts']
        }
      },
      {
        extends: true,
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.ts'],
          exclude: ['renderer/call/**'],
          environment: 'happy-dom',
          setupFiles: ['renderer/call/testing/leak-check.ts']
        }
      }
    ]
  }
})
