import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findSystemBrowser, TEST_BROWSER_ARGS } from '../../scripts/find-browser.mjs'
import { stepIcons } from './step-icons.ts'

const executablePath = findSystemBrowser()

/** Components as a browser draws them and hands draw on them: every `*.test.tsx`. */
export default defineConfig({
  plugins: [react(), stepIcons()],
  css: { transformer: 'lightningcss' },
  // All that the designer loads, found before the first test: a library found late would reload the page below it.
  optimizeDeps: { entries: ['src/app/main.tsx', 'src/**/*.test.tsx'] },
  test: {
    name: 'components',
    include: ['src/**/*.test.tsx'],
    setupFiles: ['src/testing/setup.ts'],
    isolate: false,
    expect: { poll: { timeout: 15_000 } },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 1000, height: 900 },
      provider: playwright({
        launchOptions: { ...(executablePath ? { executablePath } : {}), args: TEST_BROWSER_ARGS },
        contextOptions: { locale: 'en-US', timezoneId: 'UTC', reducedMotion: 'reduce' },
        actionTimeout: 15_000,
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
})
