/**
 * What every test gets: a running studio with a database of its own, pages that hold the test to a clean console, and
 * the editor in a user's words.
 */
import { test as base, expect, type Page } from '@playwright/test'
import { Editor } from './editor.ts'
import { type RunningServer, startServer } from './server.ts'

interface StudioOptions {
  /** Whether the database begins with the example flows. */
  examples: boolean
  /** Private hosts that look-ups may ask. */
  allowedHosts: string
  /** What a test expects to see as an error in the console (a 409 that it provokes). */
  expectedErrors: RegExp[]
}

interface StudioFixtures {
  studio: RunningServer
  editor: Editor
  /** A second person at a screen of their own. */
  colleague: Editor
}

export const test = base.extend<StudioOptions & StudioFixtures>({
  examples: [false, { option: true }],
  allowedHosts: ['', { option: true }],
  expectedErrors: [[], { option: true }],

  studio: async ({ examples, allowedHosts }, use) => {
    const studio = await startServer({ STUDIO_EXAMPLES: String(examples), ALLOWED_HOSTS: allowedHosts })
    await use(studio)
    await studio.stop()
  },

  baseURL: async ({ studio }, use) => use(studio.url),

  page: async ({ page, expectedErrors }, use) => {
    const errors = watchConsole(page)
    await use(page)
    expectClean(errors, expectedErrors)
  },

  editor: async ({ page }, use) => use(new Editor(page)),

  colleague: async ({ browser, studio, expectedErrors }, use) => {
    const context = await browser.newContext({ baseURL: studio.url })
    const page = await context.newPage()
    const errors = watchConsole(page)
    await use(new Editor(page))
    await context.close()
    expectClean(errors, expectedErrors)
  },
})

export { expect }

/** Violations of the content security policy are errors in the console too. */
function watchConsole(page: Page): string[] {
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content.Security.Policy/i.test(message.text())) errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(String(error.stack ?? error)))
  return errors
}

const expectClean = (errors: string[], expected: RegExp[]) =>
  expect(
    errors.filter((error) => !expected.some((pattern) => pattern.test(error))),
    'errors in the browser’s console',
  ).toEqual([])
