import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

const steps = [
  {
    id: 'menu',
    type: 'input.menu',
    name: 'Main menu',
    data: {
      prompt: { type: 'tts', text: 'For sales, press 1. For the balance, press 2.' },
      choices: [
        { digits: '1', label: 'Sales' },
        { digits: '2', label: 'Balance' },
      ],
      attempts: 1,
      timeoutMs: 5000,
      interdigitTimeoutMs: 2000,
    },
  },
  { id: 'sales', type: 'user', name: 'Ring Sales', data: { id: `${'0'.repeat(31)}a` }, position: { x: -200, y: 400 } },
  {
    id: 'crm',
    type: 'data.http',
    name: 'Ask billing',
    data: {
      method: 'GET',
      url: 'https://crm.example.com/',
      headers: [],
      body: { type: 'none' },
      timeoutMs: 2000,
      assign: [{ name: 'balance', path: '$.balance' }],
    },
    position: { x: 240, y: 400 },
  },
  {
    id: 'owes',
    type: 'logic.condition',
    name: 'Owes money?',
    data: { combine: 'all', rules: [{ left: '{{ vars.balance }}', op: 'gt', right: '100' }] },
    position: { x: 240, y: 560 },
  },
  { id: 'end', type: 'hangup', name: 'Hang up', data: {}, position: { x: 100, y: 740 } },
  { id: 'bye', type: 'tts', name: 'Good-bye', data: { text: 'Good-bye.' }, position: { x: 480, y: 740 } },
]
const edges = [
  'start → menu',
  'menu.1 → sales',
  'menu.2 → crm',
  'menu.timeout → menu',
  'menu.invalid → bye',
  'sales._ → bye',
  'crm.success → owes',
  'crm.failure → bye',
  'crm.error → bye',
  'owes.true → end',
  'owes.false → bye',
]

test('what holds of every call, the calls for which it does not, and warnings for callers', async ({
  page,
  editor,
}) => {
  await openFlow(page, 'Billing', steps, edges)
  await page
    .getByRole('button', { name: /warning|problem/i })
    .first()
    .click()
  await page.getByRole('tab', { name: 'Call paths' }).click()
  const drawer = page.getByRole('region', { name: 'Details' })
  const claims = drawer.getByRole('list', { name: 'What holds of every call' })
  await expect(claims.getByRole('listitem')).toHaveText([
    'Some callers are dropped without a word.',
    'Nobody hears silence for more than 4 s.',
    'Some calls repeat for ever although the caller does nothing.',
  ])
  const found = drawer.getByRole('list', { name: 'Calls to look at' }).getByRole('listitem')
  const dropped = found.filter({ hasText: 'The line drops after Hang up' })
  await expect(dropped).toContainText('Main menu→2Balance→Ask billing→Success→Owes money?→Yes→Hang up')
  await expect(dropped).toContainText('Ask billing replies 200')
  await expect(dropped).not.toContainText('from +')

  await test.step('the shortest call is previewed with the reply that it needs', async () => {
    await dropped.getByRole('button', { name: 'Preview this call' }).click()
    await expect(editor.transcript).toContainText('For the balance, press 2.')
    await expect(page.getByText('The call is over')).toBeVisible()
    await expect(editor.card('Hang up').locator('[data-path]').first()).toHaveAttribute('data-path', 'highlighted')
    await page.getByRole('button', { name: 'End preview', exact: true }).click()
  })

  await test.step('a loop without the caller is told with the step where it begins', async () => {
    await page.getByRole('tab', { name: 'Call paths' }).click()
    await expect(found.filter({ hasText: 'The call repeats from Main menu on' })).toBeVisible()
  })

  await test.step('a warning is silenced with a reason, and the reason stays with the flow', async () => {
    const warnings = drawer.getByRole('list', { name: 'Warnings for callers' }).getByRole('listitem')
    const oneTry = warnings.filter({ hasText: 'One wrong key ends the question.' })
    await oneTry.getByRole('button', { name: 'Silence…' }).click()
    await page.getByRole('textbox', { name: 'Why it does not matter here' }).fill('A test line.')
    await page.keyboard.press('Enter')
    await expect(oneTry).toHaveCount(0)
    await editor.isSaved()
    await page.reload()
    await page
      .getByRole('tab', { name: 'Problems' })
      .or(page.getByRole('button', { name: /warning|problem/i }))
      .first()
      .click()
    await drawer.getByText('Silenced', { exact: true }).click()
    await expect(drawer.getByText('Silenced: A test line.')).toBeVisible()
  })
})
