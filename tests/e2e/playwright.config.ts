import { defineConfig } from '@playwright/test'

/**
 * Real windows, a real server and real WebRTC. One test at a time: a meeting of three fills two cores, and a
 * starved machine tells nothing about the product. No retries: a test that fails now and then is one that fails.
 */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: 'list'
})
