import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

const menu = (choices: { digits: string; label: string }[]) => ({
  prompt: { type: 'tts', text: 'Press a key.' },
  choices,
  attempts: 3,
  timeoutMs: 3000,
  bargeIn: true,
})
const user = { id: `${'0'.repeat(31)}a` }
const http = {
  method: 'GET',
  url: 'https://crm.example.com/',
  headers: [],
  body: { type: 'none' },
  timeoutMs: 2000,
  assign: [],
}
const steps = [
  { id: 'hello', type: 'tts', name: 'Greeting', data: { text: 'Hello' } },
  { id: 'find', type: 'data.http', name: 'Find the customer', data: http },
  {
    id: 'menu',
    type: 'input.menu',
    name: 'Menu',
    data: menu([
      { digits: '1', label: '' },
      { digits: '2', label: 'Support' },
    ]),
  },
  { id: 'sales', type: 'user', name: 'Ring Sales', data: user },
  { id: 'support', type: 'user', name: 'Ring Support', data: user },
]
const edges = [
  'start → hello',
  'hello._ → find',
  'find.success → menu',
  'find.failure → menu',
  'menu.1 → sales',
  'menu.2 → support',
]

test('each path through the flow, the requests on it and why, and its path on the canvas', async ({ page, editor }) => {
  await openFlow(page, 'Customers', steps, edges)
  await page
    .getByRole('button', { name: /warning|error|problem/i })
    .first()
    .click()
  await page.getByRole('tab', { name: 'Paths' }).click()
  const drawer = page.getByRole('region', { name: 'Details' })
  await expect(drawer.getByRole('status')).toHaveText('8 paths, at most 5 requests')
  const list = drawer.getByRole('list', { name: /^Paths/ })
  const path = list.getByRole('button', { name: /Find the customer.*Success.*Menu.*1.*Ring Sales/ })
  await expect(path).toContainText('Greeting→Find the customer→Success→Menu→1→Ring Sales')
  await expect(path).toContainText('3 to 5 requests')
  await expect(editor.edges().locator('[data-path="highlighted"]')).toHaveCount(0)

  await path.press('Enter')
  await expect(path).toHaveAttribute('aria-expanded', 'true')
  const why = drawer.getByRole('list', { name: 'Why KAZOO sends requests' })
  await expect(why.getByRole('listitem')).toHaveText([
    'The call comes in.',
    'Find the customer: an HTTP request, sent only when the call gets here',
    'Menu: asks the caller up to 3 times',
  ])
  for (const name of ['Greeting', 'Menu', 'Ring Sales'])
    await expect(editor.card(name).locator('[data-path]').first()).toHaveAttribute('data-path', 'highlighted')
  await expect(editor.card('Ring Support').locator('[data-path]').first()).toHaveAttribute('data-path', 'not-taken')

  await test.step('and goes out again', async () => {
    await path.press('Enter')
    await expect(editor.card('Ring Support').locator('[data-path]')).toHaveCount(0)
  })
})

test('a loop has no bound, and stands first', async ({ page }) => {
  await openFlow(page, 'Round', steps, [...edges, 'support._ → menu'])
  await page
    .getByRole('button', { name: /warning|error|problem/i })
    .first()
    .click()
  await page.getByRole('tab', { name: 'Paths' }).click()
  const drawer = page.getByRole('region', { name: 'Details' })
  await expect(drawer.getByRole('status')).toHaveText(/unlimited: the call may loop at Menu/)
  const first = drawer
    .getByRole('list', { name: /^Paths/ })
    .getByRole('button')
    .first()
  await expect(first).toContainText('back to Menu')
  await expect(first).toContainText('unlimited')

  await test.step('until it is cut, while one looks', async () => {
    await drawer.getByRole('tab', { name: 'Paths' }).press('Enter')
    await page.getByRole('group', { name: /from Ring Support to Menu/ }).focus()
    await page.keyboard.press('Delete')
    await expect(drawer.getByRole('status')).toHaveText('8 paths, at most 5 requests')
  })
})

test('a flow with more paths than anybody reads shows the first, and says so', async ({ page }) => {
  const many = Array.from({ length: 9 }, (_, index) => ({
    id: `split${index}`,
    type: 'logic.condition',
    name: `Question ${index}`,
    data: { combine: 'all', rules: [{ left: '{{ caller.number }}', op: 'equals', right: String(index) }] },
  }))
  const both = many.flatMap((_, index) =>
    ['true', 'false'].map((port) => `split${index}.${port} → ${index === 8 ? 'end' : `split${index + 1}`}`),
  )
  await openFlow(
    page,
    'Many',
    [...many, { id: 'end', type: 'tts', name: 'The end', data: { text: 'Bye' } }],
    ['start → split0', ...both],
  )
  await page
    .getByRole('button', { name: /warning|error|problem/i })
    .first()
    .click()
  await page.getByRole('tab', { name: 'Paths' }).click()
  const drawer = page.getByRole('region', { name: 'Details' })
  await expect(drawer.getByRole('status')).toHaveText('more than 200 paths, at most 1 request')
  const rows = drawer.getByRole('list', { name: /^Paths/ }).getByRole('listitem')
  await expect(rows).toHaveCount(50)
  await drawer.getByRole('button', { name: 'Show all 200' }).press('Enter')
  await expect(rows).toHaveCount(200)
  await expect(drawer.getByText('Showing the first 200. The flow has more.')).toBeVisible()
})
