import type { Page } from '@playwright/test'
import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

const STEPS = [
  { id: 'hello', type: 'tts', name: 'Hello', data: { text: 'Hello.' } },
  { id: 'bye', type: 'tts', name: 'Goodbye', data: { text: 'Goodbye.' } },
]
const EDGES = ['start.next → hello', 'hello._ → bye']

test('the address names the selected step, opens with it, and does not fill the history', async ({ page, editor }) => {
  await openFlow(page, 'Front desk', STEPS, EDGES)
  const address = page.url()
  const name = page.getByRole('textbox', { name: 'Name of this step' })
  await editor.card('Hello').click()
  await expect(page).toHaveURL(`${address}?step=hello`)
  await editor.card('Goodbye').click()
  await expect(page).toHaveURL(`${address}?step=bye`)
  await page.reload()
  await expect(name).toHaveValue('Goodbye')
  await editor.card('Goodbye').press('Escape')
  await expect(page).toHaveURL(address)
  await page.goto(`${address}?step=gone`)
  await expect(editor.card('Hello')).toBeVisible()
  await expect(page).toHaveURL(address)
})

test('a link to a step is copied from its menu, and brings a far step into view', async ({ page, editor, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const far = [
    ...STEPS,
    { id: 'far', type: 'tts', name: 'Far away', data: { text: 'x' }, position: { x: 9000, y: 9000 } },
  ]
  await openFlow(page, 'Front desk', far, EDGES)
  await editor.card('Hello').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Copy link to this step' }).click()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(`${new URL(page.url()).origin}${new URL(page.url()).pathname}?step=hello`)
  await page.goto(copied.replace('hello', 'far'))
  await expect(editor.card('Far away')).toBeInViewport()
  await expect(page.getByRole('textbox', { name: 'Name of this step' })).toHaveValue('Far away')
})

test('the preview is open again after a reload', async ({ page }) => {
  await openFlow(page, 'Front desk', STEPS, EDGES)
  const address = page.url()
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page).toHaveURL(`${address}?preview`)
  await page.reload()
  await expect(page.getByRole('list', { name: 'What the caller hears' })).toContainText('Hello.')
  await page.getByRole('button', { name: 'End preview' }).click()
  await expect(page).toHaveURL(address)
})

test('a previewed call is played again after a reload, and by a colleague who gets its link', async ({
  page,
  colleague,
}) => {
  const menu = {
    prompt: { type: 'tts', text: 'For sales press 1.' },
    choices: [{ digits: '1', label: 'Sales' }],
    attempts: 2,
    timeoutMs: 5000,
    interdigitTimeoutMs: 2000,
  }
  const steps = [
    { id: 'menu', type: 'input.menu', data: menu },
    { id: 'sales', type: 'tts', data: { text: 'Sales is closed.' } },
  ]
  await openFlow(page, 'Front desk', steps, ['start.next → menu', 'menu.1 → sales'])
  await page.getByRole('button', { name: 'Preview' }).click()
  const hears = (of: Page) => of.getByRole('list', { name: 'What the caller hears' })
  await expect(hears(page)).toContainText('For sales press 1.')
  await page.keyboard.press('1')
  await expect(hears(page)).toContainText('Sales is closed.')
  await expect(page).toHaveURL(/#call=/)

  await page.reload()
  await expect(hears(page)).toContainText('Sales is closed.')
  await colleague.page.goto(page.url())
  await expect(hears(colleague.page)).toContainText('Sales is closed.')

  await page.getByRole('button', { name: 'Restart call' }).click()
  await expect(page).toHaveURL(/preview$/)

  await colleague.page.goto('about:blank')
  await colleague.page.goto(`${page.url()}#call=eyJhY3Rpb25zIjpbeyJkaW`)
  await expect(colleague.page.getByRole('alert')).toContainText('The call in this link cannot be read.')
})

test('the canvas is where it was left after looking at the calls', async ({ page, editor }) => {
  await openFlow(page, 'Front desk', STEPS, EDGES)
  await page.getByRole('button', { name: 'Zoom in' }).click()
  const place = async () => (await editor.card('Hello').boundingBox())?.x
  const zoom = page.locator('.react-flow__viewport')
  await expect(zoom).toHaveAttribute('style', /scale\(1\.[1-9]/)
  const [before, style] = [await place(), await zoom.getAttribute('style')]
  await page.getByRole('link', { name: 'Calls' }).click()
  await expect(page.getByRole('searchbox', { name: 'Search calls' })).toBeVisible()
  await page.getByRole('link', { name: 'Flow', exact: true }).click()
  await expect(zoom).toHaveAttribute('style', style ?? '')
  expect(await place()).toBe(before)
})

test('a link pressed right after a step leads on, however late its page comes', async ({ page, editor }) => {
  let isAsked = () => {}
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve
  })
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.route(/\/assets\/VersionsPage-.*\.js/, async (route) => {
    isAsked()
    await held
    await route.continue()
  })
  await openFlow(page, 'Front desk', STEPS, EDGES)
  await page.clock.install()
  await editor.card('Goodbye').click()
  await page.getByRole('link', { name: 'Versions' }).click()
  await asked
  await page.clock.runFor(1000)
  letThrough()
  await expect(page).toHaveURL(/\/versions$/)
  await expect(page.getByRole('heading', { name: /Draft|Versions/ }).first()).toBeVisible()
})
