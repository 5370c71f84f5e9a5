/** `npm run screenshots`: the pictures of the README and of reviews, drawn from the examples. */
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { wav } from '../apps/runtime/src/testing/audio.ts'
import { openFlow } from './flows.ts'
import { callAndLeave, EDGES, STEPS } from './recorded-call.ts'
import { expect, test } from './studio.ts'

const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url))
const SCREENS = [
  { name: '', width: 1440, height: 900 },
  { name: '-1024', width: 1024, height: 768 },
]

test.use({ examples: true, expectedErrors: [/status of 422/] })

for (const scheme of ['light', 'dark'] as const)
  for (const { name, width, height } of SCREENS)
    test(`${scheme}, ${width} wide`, async ({ page, editor }) => {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: scheme })
      const shoot = async (what: string) => {
        await page.evaluate(() => document.fonts.ready)
        await page.mouse.move(0, height - 1)
        await page.screenshot({ path: `${folder}${what}${name}-${scheme}.png` })
      }

      await page.goto('/')
      await expect(editor.row('PIN check')).toBeVisible()
      await shoot('flows')

      await editor.row('Front desk').getByRole('link', { name: 'Front desk' }).click()
      await editor.card('Main menu').click({ position: { x: 60, y: 20 } })
      await shoot('editor')

      const problems = page.getByRole('button', { name: /warning|^\d+$/ }).first()
      await problems.click()
      await shoot('problems')
      await problems.click()

      await startPreview(page)
      await expect(editor.transcript).toContainText('Request 1')
      await editor.press('2')
      await expect(editor.transcript).toContainText('Request 2')
      await shoot('preview')
      await editor.backToList()

      const openStep = async (flow: string, step: string) => {
        await editor.row(flow).getByRole('link', { name: flow }).click()
        await editor.card(step).click({ position: { x: 60, y: 20 } })
      }
      await openStep('Account balance', 'Ask billing')
      await shoot('look-up')
      await page.getByRole('button', { name: 'More actions' }).first().press('Escape')
      await problems.click()
      await page.getByRole('tab', { name: 'Paths' }).click()
      await page
        .getByRole('list', { name: /^Paths/ })
        .getByRole('button')
        .first()
        .click()
      await shoot('paths')
      await problems.click()
      await editor.backToList()

      await openStep('Opening hours', 'Are we open?')
      await shoot('hours')
      await editor.backToList()

      await importMistakes(page)
      await shoot('import')
      await page.keyboard.press('Escape')

      await createTable(page)
      await shoot('table')

      await openFlow(page, 'Queue line', QUEUE_LINE, ['start → hello', 'hello._ → agents', 'agents._ → answer'], {
        kazoo: '4.3',
      })
      await expect(editor.card('Answer')).toContainText('Needs KAZOO 5.0-dev or 5')
      await page
        .getByRole('button', { name: /error|^\d+$/ })
        .first()
        .click()
      if (name !== '') {
        await page.getByRole('button', { name: 'Actions for Queue line', exact: true }).click()
        await page.getByRole('menuitem', { name: 'Flow settings' }).click()
      }
      await shoot('profile')
      if (name !== '') await page.getByRole('button', { name: 'Close', exact: true }).click()
      await page
        .getByRole('button', { name: /error|^\d+$/ })
        .first()
        .click()
      if (name !== '') await page.getByRole('button', { name: 'Show the steps' }).click()
      await page.getByRole('searchbox').fill('answer')
      const grey = page.getByRole('region', { name: 'Steps' }).getByRole('button', { name: /^Answer/ })
      await grey.focus()
      await page.keyboard.press('Enter')
      await editor.card('qubicle').click({ position: { x: 60, y: 20 } })
      await shoot('any-module')
      await editor.card('qubicle').press('Escape')

      await openFlow(page, 'After hours', STEPS, EDGES)
      await editor.isSaved()
      await leaveMessage(page)
      await page.goto('/calls')
      await page.getByText('Ada').first().click()
      await expect(page.getByRole('region', { name: 'Recordings' }).getByRole('listitem')).toHaveCount(1)
      await shoot('recording')
    })

async function leaveMessage(page: Page): Promise<void> {
  const { flows } = await (await page.request.get('/api/flows')).json()
  const { id } = flows.find(({ name }: { name: string }) => name === 'After hours')
  const { pivotUrl } = await (await page.request.post(`/api/flows/${id}/publish`, { data: {} })).json()
  expect(await callAndLeave(pivotUrl, Buffer.from(wav(2)))).toBe(201)
}

/** Something that KAZOO would refuse, something that is no callflow, and TwiML. */
async function importMistakes(page: Page): Promise<void> {
  const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  const mailbox = { module: 'voicemail', data: { id: '100' } }
  const flow = { module: 'tts', data: { text: 'Good night.' }, children: { _: mailbox } }
  await page.getByRole('button', { name: 'Import' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .locator('input[type="file"]')
    .setInputFiles([
      file('Night line.json', JSON.stringify({ flow })),
      file('Other.json', '{"flow": 1}'),
      file('hello.xml', '<Response><Say>Hello</Say></Response>'),
    ])
  await expect(dialog.getByRole('list', { name: 'Import report' }).locator(':scope > li')).toHaveCount(3)
}

async function createTable(page: Page): Promise<void> {
  await page.goto('/tables')
  const rows = Array.from({ length: 40 }, (_, index) => `+1415555${1000 + index},Customer ${index + 1},${index * 7}.5`)
  const csv = ['number,name,balance', ...rows].join('\n')
  await page
    .locator('input[type="file"]')
    .first() // an empty page offers it a second time
    .setInputFiles([{ name: 'Customers.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }])
  await page.getByRole('link', { name: 'Customers', exact: true }).click()
  await expect(page.getByRole('gridcell', { name: 'Customer 1', exact: true })).toBeVisible()
}

/** A step of KAZOO 5.0 in a flow for 4.3, and a module of 2600Hz's own. */
const QUEUE_LINE = [
  { id: 'hello', type: 'tts', data: { text: 'Welcome to Harbour Dental.' } },
  { id: 'agents', type: 'qubicle', data: { queue_id: '0123456789abcdef0123456789abcdef', priority: 2 } },
  { id: 'answer', type: 'answer', data: {} },
]

const startPreview = (page: Page) => page.getByRole('button', { name: 'Preview', exact: true }).click()
