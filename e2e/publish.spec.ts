import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

/** What KAZOO gets at the address, as the text that is spoken first. */
async function heardAt(pivotUrl: string): Promise<unknown> {
  const response = await fetch(pivotUrl, { method: 'POST', body: 'Call-ID=1' })
  const answer = (await response.json()) as { data?: { text?: unknown } }
  return response.ok ? answer.data?.text : response.status
}

test('what stands in the way of publishing leads to its field; a version can be made live again', async ({
  page,
  editor,
}) => {
  await editor.openNewFlow('Front desk')
  await editor.drag('Say text', { x: 500, y: 200 })
  await editor.connect('Call comes in', 'next', 'Say text')
  const publish = page.getByRole('button', { name: 'Publish', exact: true })
  const dialog = page.getByRole('dialog')

  await test.step('errors are listed, and each leads to its field', async () => {
    await publish.click()
    await expect(dialog.getByRole('heading', { name: '1 error prevents publishing' })).toBeVisible()
    await dialog.getByRole('button', { name: /^Say text/ }).click()
    await expect(dialog).toHaveCount(0)
    await expect(editor.field('Text')).toBeFocused()
    await page.keyboard.type('The first version.')
    await editor.isSaved()
  })

  const pivotUrl = await test.step('publish it', async () => {
    await publish.click()
    await dialog.getByRole('textbox', { name: 'Describe what changed' }).fill('As drawn')
    await dialog.getByRole('button', { name: 'Publish version 1' }).click()
    await expect(dialog.getByRole('heading', { name: 'Version 1 is live' })).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused()
    await expect(dialog.getByText('sup kapps_controller start_app pivot')).toBeVisible()
    await expect(dialog.getByText(/KAZOO refuses such an address; set PUBLIC_URL/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Test this URL' }).first().click()
    await expect(dialog.getByText('A callflow that begins with tts.')).toBeVisible()
    const url = (await dialog.locator('code').first().textContent()) ?? ''
    await dialog.getByRole('button', { name: 'Done' }).click()
    return url
  })
  expect(await heardAt(pivotUrl)).toBe('The first version.')

  await test.step('there is nothing to publish until something changes; then only new calls get it', async () => {
    await expect(publish).toHaveAttribute('aria-disabled', 'true')
    await editor.field('Text').fill('The second version.')
    await editor.isSaved()
    expect(await heardAt(pivotUrl)).toBe('The first version.')
    await publish.click()
    await expect(dialog).toContainText('The second version.')
    await dialog.getByRole('button', { name: 'Publish version 2' }).click()
    await expect(dialog.getByRole('heading', { name: 'Version 2 is live' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    expect(await heardAt(pivotUrl)).toBe('The second version.')
  })

  await test.step('make the first one live again, and restore it into the draft', async () => {
    await page.getByRole('link', { name: 'Versions' }).click()
    await expect(page.getByText('The draft is the same as version 2.')).toBeVisible()
    await expect(page.getByRole('button', { name: /^Restore/ })).toBeHidden()
    await page.getByRole('link', { name: /Version 1/ }).click()
    await page.getByRole('button', { name: 'Make this version live' }).click()
    await expect(page.getByText('Version 1 is live')).toBeVisible()
    expect(await heardAt(pivotUrl)).toBe('The first version.')
    await page.getByRole('button', { name: 'Restore version 1' }).click()
    await expect(page.getByText('Version 1 is now the draft.')).toBeVisible()
    await page.getByRole('link', { name: 'Flow', exact: true }).click()
    await expect(editor.card('Say text')).toContainText('The first version.')
  })

  await test.step('unpublish it', async () => {
    await editor.flowMenu('Front desk', 'Unpublish')
    await page.getByRole('dialog', { name: 'Unpublish Front desk?' }).getByRole('button', { name: 'Unpublish' }).click()
    await expect(page.getByText('Unpublished')).toBeVisible()
    expect(await heardAt(pivotUrl)).toBe(404)
  })
})

test('what changes is said in words and in call order, and scrolls by keyboard', async ({ page, editor }) => {
  const hours = (to: string) => ({
    timezone: '',
    weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to }],
    holidays: [],
  })
  const texts = Array.from({ length: 9 }, (_, index) => `say${9 - index}`) // drawn the other way round
  const steps = [
    ...texts.map((id) => ({ id, type: 'tts', name: `Text ${id.slice(3)}`, data: { text: 'Hello.' } })),
    { id: 'hours', type: 'logic.schedule', name: '', data: hours('17:00') },
  ]
  await openFlow(page, 'Front desk', steps, [
    'start → hours',
    'hours.open → say1',
    ...texts.slice(0, -1).map((_, index) => `say${index + 1} → say${index + 2}`),
  ])
  const publish = page.getByRole('button', { name: 'Publish', exact: true })
  const dialog = page.getByRole('dialog')
  await publish.click()
  const list = dialog.getByRole('list', { name: 'Changes' })
  await expect(list.locator('strong').first()).toHaveText('Opening hours')
  await expect(list.locator('strong').nth(1)).toHaveText('Text 1')
  await list.focus()
  await page.keyboard.press('End')
  await expect(list.getByText('Text 9')).toBeInViewport()
  await dialog.getByRole('button', { name: 'Publish version 1' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()

  const flowId = new URL(page.url()).pathname.split('/')[2]
  const flow = await (await page.request.get(`/api/flows/${flowId}`)).json()
  for (const node of flow.document.nodes) if (node.id === 'hours') node.data = hours('18:00')
  await page.request.put(`/api/flows/${flowId}`, {
    data: { name: flow.name, document: flow.document, revision: flow.revision },
  })
  await page.reload()
  await expect(editor.card('Opening hours')).toBeVisible()
  await publish.click()
  await expect(list).toContainText('Open Mon–Fri 9–17 9–18')
})

test('a callflow leaves with every step named that its KAZOO lacks', async ({ page, editor }) => {
  await openFlow(
    page,
    'Signals',
    [
      {
        id: 'beep',
        type: 'tones',
        name: '',
        data: { tones: [{ frequencies: [440], duration_on: 500, duration_off: 0 }] },
      },
      { id: 'listen', type: 'detect_speech', name: '', data: {} },
    ],
    ['start → beep', 'beep → listen'],
    { kazoo: '4.3' },
  )
  const leaving = page.waitForEvent('download')
  await editor.flowMenu('Signals', 'Callflow JSON')
  await leaving
  const dialog = page.getByRole('dialog', { name: 'Exported with warnings' })
  await expect(dialog.getByRole('listitem')).toHaveCount(2)
  await expect(dialog).toContainText('KAZOO 4.3 does not have this step.')
  await dialog.getByRole('button', { name: /Play tones/ }).click()
  await expect(editor.card('Play tones')).toBeVisible()
})
