import { defineConfig } from '@playwright/test'

/** Tests of the installed app: one after the other, since it is installed before and removed after them. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/installed',
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list'
})
