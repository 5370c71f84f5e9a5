/**
 * What every test gets: a running studio without flows, pages that hold the test to a clean console, and the editor in
 * a user's words.
 */
import { test as base, expect, type Page } from '@playwright/test'
import { Editor } from './editor.ts'
import { type RunningServer, startServer } from './server.ts'

interface StudioOptions {
  /** Whether the studio is started for this test alone: where its list of calls, or what was deleted before, matters. */
  ownStudio: boolean
  /** Whether the database begins with the example flows. */
  examples: boolean
  /** More of the studio's configuration; see the README's table. */
  environment: Record<string, string>
  /** What a test expects to see as an error in the console (a 409 that it provokes). */
  expectedErrors: RegExp[]
}

interface StudioFixtures {
  studio: RunningServer
  editor: Editor
  /** A second person at a screen of their own. */
  colleague: Editor
}

interface WorkerFixtures {
  /** The studio that tests share one after the other; starting it costs more than most of them. */
  sharedStudio: RunningServer
}

export const test = base.extend<StudioOptions & StudioFixtures, WorkerFixtures>({
  ownStudio: [false, { option: true }],
  examples: [false, { option: true }],
  environment: [{}, { option: true }],
  expectedErrors: [[], { option: true }],

  sharedStudio: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const studio = await startServer({ STUDIO_EXAMPLES: 'false' })
      await use(studio)
      await studio.stop()
    },
    { scope: 'worker' },
  ],

  studio: async ({ ownStudio, examples, environment, sharedStudio }, use) => {
    if (!ownStudio && !examples && Object.keys(environment).length === 0) {
      await use(sharedStudio)
      return empty(sharedStudio.url)
    }
    const studio = await startServer({ STUDIO_EXAMPLES: String(examples), ...environment })
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

/** Deletes what a test has made, flows first, since they use the rest. */
async function empty(url: string): Promise<void> {
  for (const kind of ['flows', 'tables', 'switches', 'secrets'] as const) {
    const listed = (await (await fetch(`${url}/api/${kind}`)).json()) as Record<string, { id?: string; name: string }[]>
    for (const { id, name } of listed[kind] ?? []) {
      const response = await fetch(`${url}/api/${kind}/${encodeURIComponent(id ?? name)}`, { method: 'DELETE' })
      if (!response.ok) throw new Error(`${kind} “${name}” cannot be deleted: ${response.status}`)
    }
  }
}

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
