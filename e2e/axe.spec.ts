/** WCAG 2.2 AA on every page and dialog, light and dark, as far as a machine can check it. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './studio.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What colors can break: the other rules read what is the same in light and dark. */
const RULES_OF_COLORS = ['color-contrast', 'link-in-text-block']

/** @returns serious and critical findings in light and in dark, each with the elements it is about */
async function findings(page: Page, where: string): Promise<string[]> {
  const found: string[] = []
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
    const axe = new AxeBuilder({ page }).setLegacyMode() // without a page of its own for the report: there are no frames
    const { violations } = await (scheme === 'light' ? axe.withTags(TAGS) : axe.withRules(RULES_OF_COLORS)).analyze()
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        found.push(...nodes.map(({ target }) => `${where}, ${scheme}: ${id} at ${target.join(' ')}`))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}

test.use({ examples: true, expectedErrors: [/status of 4\d\d/] })
test.setTimeout(600_000) // axe reads every element of twenty pages

test('pages and dialogs of the studio', async ({ page }) => {
  const found: string[] = []
  const check = async (where: string) => found.push(...(await findings(page, where)))
  const dialog = page.getByRole('dialog')
  const closeDialog = async () => {
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  }

  await page.goto('/')
  await expect(page.getByRole('link', { name: 'PIN check' })).toBeVisible()
  await expect(page).toHaveTitle('Flows · Callflow Studio')
  await check('flows')
  for (const name of ['New flow', 'Import']) {
    await page.getByRole('button', { name, exact: true }).click()
    await expect(dialog).toBeVisible()
    await check(name)
    await closeDialog()
  }
  for (const item of ['Rename', 'Delete']) {
    await page.getByRole('button', { name: 'Actions for Front desk' }).click()
    if (item === 'Rename') await check('menu of a flow')
    await page.getByRole('menuitem', { name: item }).click()
    await expect(dialog).toBeVisible()
    await check(item)
    await closeDialog()
  }
  await page.keyboard.press('Control+k')
  await expect(dialog).toBeVisible()
  await check('go to a flow')
  await closeDialog()

  await page.goto('/calls')
  await expect(page.getByText('No calls yet.')).toBeVisible()
  await expect(page).toHaveTitle('Calls · Callflow Studio')
  await check('calls, none')
  await makeCalls(page)
  await page.getByRole('link').filter({ hasText: 'Alice' }).click()
  await expect(page.getByRole('region', { name: 'Answer to KAZOO' })).toBeVisible()
  await check('a call')
  await page.goto('/tables')
  await expect(page).toHaveTitle('Tables · Callflow Studio')
  await check('tables')
  await page.getByRole('button', { name: 'New table', exact: true }).click()
  await expect(dialog).toBeVisible()
  await check('new table')
  await closeDialog()
  await page.getByRole('button', { name: 'New holiday list', exact: true }).click()
  await expect(dialog.getByText(/edit (it|them) later/)).toBeVisible()
  await check('new holiday list')
  await closeDialog()
  await page.goto('/switches')
  await page.getByText('Closed', { exact: true }).click()
  await page.getByRole('button', { name: 'For one hour' }).click()
  await expect(page.getByText(/^Closed until .*, then by opening hours\.$/)).toBeVisible()
  await expect(page).toHaveTitle('Switches · Callflow Studio')
  await check('switches')
  await page.goto('/secrets')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page).toHaveTitle('Secrets · Callflow Studio')
  await check('secrets')
  await page.goto('/nowhere')
  await expect(page.getByText('Page not found.')).toBeVisible()
  await check('no page')
  expect(found).toEqual([])
})

test('pages and dialogs of a flow', async ({ page, editor }) => {
  const found: string[] = []
  const check = async (where: string) => found.push(...(await findings(page, where)))
  await page.goto('/')
  await editor.row('Front desk').getByRole('link', { name: 'Front desk' }).click()
  await expect(editor.card('Main menu')).toBeVisible()
  await expect(page).toHaveTitle('Front desk · Callflow Studio')
  await check('editor')
  await page.getByRole('button', { name: 'Actions for Front desk' }).click()
  await check('menu of the flow')
  await page.getByRole('menuitem', { name: 'Unpublish' }).click()
  await check('unpublish')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Actions for Front desk' }).click()
  await page.getByRole('menuitem', { name: 'Show the Pivot URL' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await check('Pivot URL')
  await page.keyboard.press('Escape')
  await editor.card('Main menu').click({ position: { x: 60, y: 20 } })
  await check('a menu step')
  await page.keyboard.press('Control+d')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await check('publish')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(editor.transcript).toContainText('Request 1')
  await check('preview')
  await page.getByRole('button', { name: /^Time of the call/ }).click()
  await check('clock')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Calls' }).click()
  await expect(page).toHaveTitle('Calls · Front desk · Callflow Studio')
  await check('calls of the flow')
  await page.getByRole('link', { name: 'Versions' }).click()
  await expect(page).toHaveTitle('Versions · Front desk · Callflow Studio')
  await check('versions')
  await page.goto('/')
  await editor.row('Opening hours').getByRole('link', { name: 'Opening hours' }).click()
  await editor.card('Are we open?').click({ position: { x: 60, y: 20 } })
  for (const kind of ['Several days', 'By weekday']) {
    await page.getByRole('button', { name: 'Add a special day' }).click()
    await page.locator('[data-inspector]').getByText(kind, { exact: true }).click()
    await page.getByRole('button', { name: 'Add opening hours' }).click()
    await check(`special day: ${kind}`)
  }
  expect(found).toEqual([])
})

async function makeCalls(page: Page): Promise<void> {
  const { flows } = await (await page.request.get('/api/flows')).json()
  const { pivotUrl } = flows.find(({ name }: { name: string }) => name === 'Front desk')
  const ask = async (url: string, digits: Record<string, string>) =>
    (
      await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ 'Call-ID': 'a@b.c', 'Caller-ID-Name': 'Alice', To: '2030', Digits: digits }),
      })
    ).text()
  const first = await ask(pivotUrl, {})
  const next = /"voice_url":"([^"]+)"/.exec(first)?.[1]
  const collection = /"collection_name":"([^"]+)"/.exec(first)?.[1]
  if (next && collection) await ask(next, { [collection]: '9' })
}
