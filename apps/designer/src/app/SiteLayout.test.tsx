/** The frame of the pages that belong to no single flow, and pages that are missing or broken. */

import { expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Address, address } from '../testing/Address.tsx'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { flowList, tableList } from '../testing/sample-answers.ts'
import { serveApi } from '../testing/serve-api.ts'
import { NotFound } from './NotFound.tsx'
import { PageFailed } from './PageFailed.tsx'
import { SiteLayout } from './SiteLayout.tsx'

async function open(path: string) {
  serveApi({ 'GET /flows': flowList, 'GET /tables': tableList })
  await renderInStudio(
    <SiteLayout>
      <Address />
      <NotFound />
    </SiteLayout>,
    path,
  )
}

it.each([
  ['Flows', '/'],
  ['Calls', '/calls'],
  ['Tables', '/tables'],
  ['Switches', '/switches'],
  ['Secrets', '/secrets'],
  ['Settings', '/settings'],
])('leads to %s, and says in the title where one is', async (name, to) => {
  await open('/nowhere')
  expect(document.title).toMatch(/^Page not found/)
  const link = page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name })
  await link.click()
  await expect.element(address).toHaveTextContent(to)
  await expect.element(link).toHaveAttribute('aria-current', 'page')
  await expect.poll(() => document.title).toMatch(new RegExp(`^${name}`))
})

it.each([
  ['its button', async () => page.getByRole('button', { name: /^Go to/ }).click()],
  ['Ctrl+K', async () => userEvent.keyboard('{Control>}k{/Control}')],
])('goes to a flow with %s', async (_, ask) => {
  await open('/tables')
  await ask()
  await expect.element(page.getByRole('option', { name: /Sales/ })).toBeVisible()
  await userEvent.keyboard('sales{Enter}')
  await expect.element(address).toHaveTextContent('/flows/f2')
})

it('leads from an unknown address to all flows', async () => {
  await open('/nowhere')
  await expect.element(page.getByText('Page not found.')).toBeVisible()
  await page.getByRole('link', { name: 'All flows' }).click()
  await expect.element(address).toHaveTextContent('/')
})

it('does not reload a broken page while the studio cannot be reached', async () => {
  const { fetch } = globalThis
  globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'))
  onTestFinished(() => {
    globalThis.fetch = fetch
  })
  await renderInStudio(<PageFailed />)
  await expect.element(page.getByRole('alert')).toMatchTextContent('This page stopped working. Your changes are kept.')
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect
    .element(page.getByText('Callflow Studio cannot be reached. Reload when you are online again.'))
    .toBeVisible()
})
