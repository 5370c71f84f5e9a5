import type { Page } from '@playwright/test'
import { type Editor, expectJson } from './editor.ts'
import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

/** The data of a step as the server has it. */
async function dataOf(page: Page, id: string): Promise<unknown> {
  const flow = await page.request.get(`/api/flows/${new URL(page.url()).pathname.split('/')[2]}`)
  const { document } = await flow.json()
  return document.nodes.find((node: { id: string }) => node.id === id)?.data
}

const saved = (page: Page, id: string) => expect.poll(() => dataOf(page, id))

test('phones of a group are moved with mouse and keys, and their times are drawn', async ({ page, editor }) => {
  const anna = { endpoint_type: 'user', id: 'anna', delay: 5, somebody_elses: [1] }
  const ben = { endpoint_type: 'user', id: 'ben', timeout: 10 }
  await page.goto('/')
  await openFlow(
    page,
    'Front desk',
    [{ id: 'desk', type: 'ring_group', data: { endpoints: [anna, ben, 'odd'], timeout: 20, repeats: 2 } }],
    ['start → desk'],
  )
  await editor.choose('Ring group')
  const panel = page.locator('[data-inspector]')
  const card = (number: number) => panel.getByRole('group', { name: `Phone ${number}`, exact: true })
  const handle = (number: number) => card(number).getByRole('button', { name: `Move Phone ${number}: drag` })
  await expect(panel.getByText('Rings for 40 s: 2 rounds of 20 s')).toBeVisible()
  await expect(card(1)).toContainText('5 s to 20 s')
  await expect(card(2)).toContainText('0 s to 10 s')

  await test.step('by keyboard: Alt and an arrow, the cursor goes along', async () => {
    await handle(1).press('Alt+ArrowDown')
    await expect(card(2).getByRole('textbox', { name: 'Id', exact: true })).toHaveValue('anna')
    await expect(handle(2)).toBeFocused()
    await saved(page, 'desk').toEqual({ endpoints: [ben, anna, 'odd'], timeout: 20, repeats: 2 })
  })

  await test.step('by mouse: dragged by its handle', async () => {
    await handle(2).dragTo(card(1), { steps: 8 })
    await expect(card(1).getByRole('textbox', { name: 'Id', exact: true })).toHaveValue('anna')
    await saved(page, 'desk').toEqual({ endpoints: [anna, ben, 'odd'], timeout: 20, repeats: 2 })
  })

  await test.step('what the form does not know stays, also when its neighbour changes', async () => {
    await card(1).getByRole('textbox', { name: 'Delay before ringing' }).fill('8')
    await expect(card(1)).toContainText('8 s to 20 s')
    await saved(page, 'desk').toEqual({ endpoints: [{ ...anna, delay: 8 }, ben, 'odd'], timeout: 20, repeats: 2 })
  })

  await test.step('in turn, one waits for the other, and one that comes too late is told', async () => {
    await panel.getByText('In turn', { exact: true }).click()
    await expect(card(2)).toContainText('never rings')
  })

  await test.step('broken JSON says its place, and waits while the form is looked at', async () => {
    const choose = async (item: string) => {
      await panel.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    await choose('Edit as JSON')
    const json = panel.getByRole('textbox', { name: 'JSON' })
    await json.fill('{"endpoints": [],\n "timeout" 5}')
    await expect(panel.getByText('line 2, column 12')).toBeVisible()
    await choose('Edit as a form')
    await choose('Edit as JSON')
    await expectJson(json, '{"endpoints": [],\n "timeout" 5}')
    await json.fill('{"endpoints": [],\n "timeout": 5, "own": true}')
    await saved(page, 'desk').toEqual({ endpoints: [], timeout: 5, own: true })
  })
})

test('a sequence is put together from parts, and unknown parts stay', async ({ page, editor }) => {
  const video = { macro: 'video', reel: 7 }
  await page.goto('/')
  await openFlow(
    page,
    'Front desk',
    [{ id: 'seq', type: 'audio_macro', data: { macros: [{ macro: 'tts', text: 'Hello' }, video] } }],
    ['start → seq'],
  )
  await editor.choose('Play a sequence')
  const panel = page.locator('[data-inspector]')
  const part = (number: number) => panel.getByRole('group', { name: `Part ${number}`, exact: true })

  await test.step('by keyboard: added, filled in, moved', async () => {
    await panel.getByRole('button', { name: 'Add to the sequence' }).press('Enter')
    await page.getByRole('menuitem', { name: 'System prompt' }).press('Enter')
    await part(3).getByRole('textbox', { name: 'System prompt' }).fill('vm-goodbye')
    await part(3).getByRole('button', { name: 'Move Part 3 up' }).press('Enter')
    await expect(part(2).getByRole('button', { name: 'Move Part 2 up' })).toBeFocused()
    await saved(page, 'seq').toEqual({
      macros: [{ macro: 'tts', text: 'Hello' }, { macro: 'prompt', id: 'vm-goodbye' }, video],
    })
  })

  await test.step('by mouse: another kind, an unknown part as JSON, removed', async () => {
    await part(2).getByRole('combobox', { name: 'Kind of part 2' }).click()
    await page.getByRole('option', { name: 'Play audio' }).click()
    await saved(page, 'seq').toMatchObject({ macros: [{}, { macro: 'play', id: 'vm-goodbye' }, video] })
    await expect(part(3)).toContainText('kept unchanged')
    await part(3).getByRole('textbox', { name: 'Part 3' }).fill('{"macro": "video", "reel": 8}')
    await part(1).getByRole('button', { name: 'Remove Part 1' }).click()
    await saved(page, 'seq').toEqual({
      macros: [
        { macro: 'play', id: 'vm-goodbye' },
        { macro: 'video', reel: 8 },
      ],
    })
  })
})

test.describe('the JSON view, whose editor is loaded when it is shown', () => {
  const EDITOR = '**/assets/code-mirror-*.js'

  async function openJson(page: Page, editor: Editor) {
    await page.goto('/')
    await openFlow(page, 'Front desk', [{ id: 'hi', type: 'tts', data: { text: 'Hello' } }], ['start → hi'])
    await editor.choose('Say text')
    const panel = page.locator('[data-inspector]')
    await panel.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Edit as JSON' }).click()
    const json = panel.getByRole('textbox', { name: 'JSON' })
    await expect(json).toHaveValue('{\n  "text": "Hello"\n}')
    return json
  }

  test('is read and typed in before it is loaded, and goes on where the cursor was', async ({ page, editor }) => {
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route(EDITOR, async (route) => {
      await released
      await route.continue()
    })
    const json = await openJson(page, editor)
    await json.fill('{"text": "Hi"}')
    await saved(page, 'hi').toEqual({ text: 'Hi' })
    await json.press('ArrowLeft')
    await json.press('ArrowLeft')
    await json.pressSequentially(' A')
    release()
    await expect(json).toHaveClass('cm-content cm-lineWrapping')
    await expect(json).toBeFocused()
    await page.keyboard.type('nn')
    await expectJson(json, '{"text": "Hi Ann"}')
    await saved(page, 'hi').toEqual({ text: 'Hi Ann' })
  })

  test.describe('where it cannot be loaded', () => {
    test.use({ expectedErrors: [/ERR_FAILED/] })

    test('works without it', async ({ page, editor }) => {
      await page.route(EDITOR, (route) => route.abort())
      const json = await openJson(page, editor)
      await json.fill('{"text" "Hi"}')
      await expect(page.getByText('Line 1, column 9: a colon is missing')).toBeVisible()
      await page.getByRole('button', { name: 'Go to the error' }).click()
      await expect(json).toBeFocused()
      await json.fill('{"text": "Hi"}')
      await saved(page, 'hi').toEqual({ text: 'Hi' })
    })
  })
})
