import { defineConfig } from '@playwright/test'
import { findSystemBrowser, TEST_BROWSER_ARGS } from '../scripts/find-browser.mjs'

const executablePath = findSystemBrowser()

/** Each test starts the real product, with a database of its own, so that two can run side by side. */
export default defineConfig({
  testDir: '.',
  testMatch: process.env.SCREENSHOTS ? 'screenshots.ts' : '*.spec.ts',
  outputDir: 'test-results',
  workers: 3, // one of them waits at any time
  fullyParallel: true,
  retries: process.env.CI ? 1 : 0, // as in scripts/test.mjs
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    contextOptions: { reducedMotion: 'reduce' },
    // On a build server nobody could look at it, and keeping it takes time.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: TEST_BROWSER_ARGS,
    },
  },
})
