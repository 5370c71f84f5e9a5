/** Mouse and keys in the inspector: presses that count, a cursor that is where it is needed. */
import type { Locator, Page } from '@playwright/test'
import type { Editor } from './editor.ts'
import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

const inspector = (page: Page): Locator => page.locator('[data-inspector]')

/** A press as a hand does it: the button goes down, the page reacts, the button comes up at the same place. */
async function press(page: Page, target: Locator): Promise<void> {
  const box = await target.boundingBox()
  if (!box) throw new Error(`not on the screen: ${target}`)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  // Two frames, so that what the blur of the field brings is drawn.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await page.mouse.up()
}

test.describe('nothing moves between a press and its click', () => {
  test('phones are added while the id above is still being typed', async ({ page, editor }) => {
    await page.goto('/')
    await openFlow(page, 'Group', [{ id: 'desk', type: 'ring_group', data: { endpoints: [] } }], ['start → desk'])
    await editor.choose('Ring group')
    const phones = inspector(page).getByRole('group', { name: /^Phone \d$/ })
    await press(page, inspector(page).getByRole('button', { name: 'Add a phone' }))
    await expect(phones).toHaveCount(1)
    for (const number of [2, 3, 4]) {
      // The server has looked at the empty id, and its note would come with the blur.
      await expect(page.getByRole('button', { name: /problem|error/ }).first()).toBeVisible()
      await expect(phones.last().getByRole('textbox', { name: 'Id', exact: true })).toBeFocused()
      await page.keyboard.type('41ab34ab41ab34ab41ab34ab41ab34a0')
      await press(page, inspector(page).getByRole('button', { name: 'Add a phone' }))
      await expect(phones).toHaveCount(number)
    }
  })

  test('a line is added while the name of the one above is being typed', async ({ page, editor }) => {
    const step = { id: 'vars', type: 'set_variables', data: { custom_application_vars: {} } }
    await page.goto('/')
    await openFlow(page, 'Variables', [step], ['start → vars'])
    await editor.choose('Set call variables (CAVs)')
    const add = inspector(page).getByRole('button', { name: 'Add a value' })
    const name = (number: number) => inspector(page).getByRole('textbox', { name: `Name ${number}`, exact: true })
    await press(page, add)
    await expect(name(1)).toBeFocused()
    await page.keyboard.type('branch')
    await press(page, add)
    await expect(name(2)).toBeFocused()
    await expect(name(1)).toHaveValue('branch')
  })

  test('a text that stays empty says so after the click on the button below', async ({ page, editor }) => {
    const step = { id: 'say', type: 'tts', data: { text: '' } }
    await page.goto('/')
    await openFlow(page, 'Text', [step], ['start → say'])
    await editor.choose('Say text')
    const note = inspector(page).getByText('The text is empty', { exact: false })
    await expect(note).toBeVisible()
    await editor.field('Text').click()
    await page.keyboard.type('x')
    await page.keyboard.press('Backspace')
    await expect(note).toBeHidden()
    await press(page, inspector(page).getByRole('button', { name: 'More', exact: true }).last())
    await expect(note).toBeVisible()
    await expect(inspector(page).getByText('Speech engine', { exact: true })).toBeVisible()
  })
})

test.describe('a value in a text', () => {
  const text = (data: string) => ({ id: 'say', type: 'tts', data: { text: data } })
  const open = async (page: Page, editor: Editor) => {
    await page.goto('/')
    await openFlow(page, 'Values', [text('')], ['start → say'])
    await editor.choose('Say text')
    await editor.field('Text').click()
  }
  const list = (page: Page) => page.getByRole('listbox', { name: 'Insert a value' })

  test('is typed through: the list opens, follows and closes, the text gets every letter', async ({ page, editor }) => {
    await open(page, editor)
    await page.keyboard.type('Hello {{ call')
    await expect(list(page).getByRole('option', { name: /caller\.name/ })).toBeVisible()
    await expect(list(page).getByRole('option', { name: /^now/ })).toHaveCount(0)
    await page.keyboard.type('er.name | upcase }}, welcome.')
    await expect(list(page)).toHaveCount(0)
    await expect(editor.field('Text')).toHaveValue('Hello {{ caller.name | upcase }}, welcome.')
    await expect(editor.field('Text')).toBeFocused()
  })

  test('is chosen by arrows and Enter, or Tab', async ({ page, editor }) => {
    await open(page, editor)
    await page.keyboard.type('Hi {{')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.type(' and {{acc')
    await page.keyboard.press('Tab')
    await page.keyboard.type('!')
    await expect(editor.field('Text')).toHaveValue('Hi {{ caller.name }} and {{ account.id }}!')
    await expect(editor.field('Text')).toBeFocused()
  })

  test('Escape and a click elsewhere close the list only', async ({ page, editor }) => {
    await open(page, editor)
    await page.keyboard.type('{{')
    await expect(list(page)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(list(page)).toHaveCount(0)
    await page.keyboard.type(' x {{ca')
    await expect(list(page)).toBeVisible()
    await inspector(page).getByRole('heading', { name: 'What the caller hears' }).click()
    await expect(list(page)).toHaveCount(0)
    await expect(editor.field('Text')).toHaveValue('{{ x {{ca')
  })

  test('undo takes back words, not letters', async ({ page, editor }) => {
    await open(page, editor)
    await page.keyboard.type('Welcome to the front desk')
    // How much the browser takes for one go depends on how fast it is typed: far fewer times than there are letters, in any case.
    for (let times = 0; times < 10 && (await editor.field('Text').inputValue()).length > 1; times++)
      await page.keyboard.press('Control+z')
    await expect(editor.field('Text')).toHaveValue(/^.?$/)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Hello {{call')
    await page.keyboard.press('Enter')
    await expect(editor.field('Text')).toHaveValue(/Hello \{\{ caller\.number \}\}$/)
    await page.keyboard.press('Control+z')
    await expect(editor.field('Text')).toHaveValue(/Hello \{\{call$/)
  })
})

test.describe('the cursor goes to what is missing', () => {
  for (const [title, field] of [
    ['Voicemail', 'id'],
    ['HTTP request', 'url'],
    ['Condition', 'rules.0.right'],
    ['Say text', 'text'],
  ] as const)
    test(`after adding ${title}`, async ({ page, editor }) => {
      await editor.openNewFlow('Front desk')
      await editor.add(title)
      await expect(inspector(page).locator(`[data-field="${field}"]`)).toBeFocused()
    })

  test('after adding a choice, a variable; after a name it is on the canvas', async ({ page, editor }) => {
    await editor.openNewFlow('Front desk')
    await inspector(page).getByRole('button', { name: 'Add a variable' }).click()
    await expect(inspector(page).getByRole('textbox', { name: 'Name', exact: true }).last()).toBeFocused()
    await editor.add('Menu')
    await inspector(page).getByRole('button', { name: 'Add a choice' }).click()
    await expect(inspector(page).locator('[data-field="choices.2.digits"]')).toBeFocused()
    await page.getByRole('textbox', { name: 'Name of this step' }).fill('Main')
    await page.keyboard.press('Enter')
    await expect(editor.card('Main')).toBeFocused()
    await page.keyboard.press('a')
    await expect(page.getByRole('dialog')).toBeVisible()
  })
})

test.describe('keys alone', () => {
  test('Enter goes through the choices of a menu, and adds the next one', async ({ page, editor }) => {
    const { keyboard } = page
    await editor.openNewFlow('Front desk')
    await editor.add('Menu')
    await editor.field('Label of choice 1').fill('Sales')
    await keyboard.press('Enter')
    await expect(editor.field('Label of choice 2')).toBeFocused()
    await keyboard.press('Enter')
    await expect(editor.field('Key of choice 3'), 'no choice after one that is for nothing').toHaveCount(0)
    await keyboard.type('Service')
    await keyboard.press('Enter')
    await expect(editor.field('Key of choice 3')).toBeFocused()
    await keyboard.type('0')
    await keyboard.press('Enter')
    await keyboard.type('Reception')
    await expect(editor.field('Key of choice 3')).toHaveValue('0')
    await expect(editor.field('Label of choice 3')).toHaveValue('Reception')
    await expect(editor.card('Menu')).toContainText('Reception')
  })

  test('a comparison shows every kind, and the cursor goes on to what to compare with', async ({ page, editor }) => {
    await editor.openNewFlow('Front desk')
    await editor.add('Condition')
    await page.getByRole('combobox', { name: 'Comparison of rule 1' }).click()
    const list = page.getByRole('listbox', { name: 'Comparison of rule 1' })
    await expect(list.getByRole('option', { name: 'is not empty' })).toBeInViewport({ ratio: 1 })
    await list.getByRole('option', { name: 'is more than' }).click()
    await expect(editor.field('Compared with, rule 1')).toBeFocused()
    const shown = page.getByRole('combobox', { name: 'Comparison of rule 1' })
    expect(await shown.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  })

  test('a step without fields of its own is not skipped by the next key', async ({ page, editor }) => {
    await editor.openNewFlow('Front desk')
    await editor.add('Hang up')
    await expect(inspector(page).locator('[data-form]').getByRole('button', { name: 'More' })).toBeFocused()
    await expect(inspector(page).getByRole('switch', { name: 'Skip this step' })).toHaveCount(0)
  })
})

test('a new table has the focus in its grid', async ({ page }) => {
  await page.goto('/tables')
  await page.getByRole('button', { name: 'New table', exact: true }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true }).fill('Callers')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('grid')).toBeFocused()
})

test('exits of the inspector lead to their step, or offer one', async ({ page, editor }) => {
  const menu = {
    id: 'menu',
    type: 'input.menu',
    data: {
      prompt: { type: 'tts', text: 'Press 1' },
      choices: [
        { digits: '1', label: 'Sales' },
        { digits: '2', label: '' },
      ],
    },
  }
  await page.goto('/')
  const say = { id: 'say', type: 'tts', name: 'Sales team', data: { text: 'Hello' } }
  await openFlow(page, 'Exits', [menu, say], ['start → menu', 'menu.1 → say'])
  await editor.choose('Menu')
  await inspector(page).getByRole('button', { name: 'not connected: connect the exit 2' }).click()
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.keyboard.type('hang up')
  await page.keyboard.press('Enter')
  await expect(editor.card('Hang up')).toBeVisible()
  await editor.card('Menu').click({ position: { x: 60, y: 20 } })
  await inspector(page).getByRole('button', { name: 'Sales team: go to' }).click()
  await expect(editor.card('Sales team')).toBeFocused()
})

test('Enter and Escape of an input method reach nothing', async ({ page, editor }) => {
  await editor.openNewFlow('Front desk')
  await editor.add('Say text')
  const compose = (target: Locator, key: string) =>
    target.evaluate((element, pressed) => {
      const facts = { key: pressed, isComposing: true, bubbles: true, cancelable: true }
      element.dispatchEvent(new KeyboardEvent('keydown', facts))
    }, key)
  const name = page.getByRole('textbox', { name: 'Name of this step' })
  await name.fill('ようこそ')
  for (const key of ['Enter', 'Escape']) {
    await compose(name, key)
    await expect(name).toBeFocused()
  }
  await name.press('Enter')
  await page.keyboard.press('a')
  const quickAdd = page.getByRole('dialog').getByRole('combobox')
  await quickAdd.fill('menu')
  for (const key of ['Enter', 'Escape']) await compose(quickAdd, key)
  await expect(quickAdd).toBeVisible()
  await expect(editor.card('Menu')).toHaveCount(0)
  await quickAdd.press('Escape')
  await page.keyboard.press('Control+f')
  const find = page.getByRole('dialog').getByRole('combobox')
  for (const key of ['Enter', 'Escape']) await compose(find, key)
  await expect(find).toBeVisible()
  await find.press('Escape')
  const steps = page.getByRole('region', { name: 'Steps' }).getByRole('searchbox')
  await steps.fill('menu')
  for (const key of ['Enter', 'Escape']) await compose(steps, key)
  await expect(steps).toHaveValue('menu')
  await expect(editor.card('Menu')).toHaveCount(0)
})
