import type { Page } from '@playwright/test'
import { expect, test } from './studio.ts'

/** Types into the list that just opened and takes what it offers first. */
async function pick(page: Page, list: RegExp, words: string): Promise<void> {
  const line = page.getByRole('combobox', { name: list })
  await expect(line).toBeFocused()
  await line.fill(words)
  await page.keyboard.press('Enter')
}

test('draw a flow without a mouse', async ({ page, editor }) => {
  const { keyboard } = page
  const step = (name: string) => page.getByRole('group', { name: new RegExp(`^${name},`) })
  await editor.openNewFlow('By keyboard')

  await test.step('add the first step: the cursor stands in its first field, Esc returns', async () => {
    await keyboard.press('a')
    await pick(page, /^Add the next step/, 'press 1')
    await expect(editor.edges()).toHaveCount(1)
    await keyboard.type('Press 1 for sales, 2 to leave a message.')
    await keyboard.press('Escape')
    await expect(step('Menu')).toBeFocused()
  })

  await test.step('add after an exit, by its key', async () => {
    await keyboard.press('a')
    await pick(page, /which exit of Menu/, '1')
    await pick(page, /^Add the next step/, 'ring a user')
    await keyboard.press('Escape')
    await keyboard.press('Alt+ArrowUp')
    await expect(step('Menu')).toBeFocused()
    await keyboard.press('a')
    await pick(page, /which exit of Menu/, '2')
    await pick(page, /^Add the next step/, 'voicemail')
    await keyboard.press('Escape')
    await expect(editor.edges()).toHaveCount(3)
  })

  await test.step('insert on a connection, found with Alt and the arrows', async () => {
    await keyboard.press('Alt+ArrowUp')
    await keyboard.press('Alt+ArrowDown')
    await keyboard.press('ArrowRight')
    await expect(page.getByRole('group', { name: /from Menu to Voicemail$/ })).toBeFocused()
    await keyboard.press('i')
    await pick(page, /^Insert a step/, 'say text')
    await keyboard.type('One moment.')
    await keyboard.press('Escape')
    await expect(step('Say text')).toBeFocused()
    await expect(editor.edges()).toHaveCount(4)
  })

  await test.step('connect: a refusal says why, a step is named by typing', async () => {
    await keyboard.press('F2')
    await keyboard.type('Moment')
    await keyboard.press('Enter')
    await keyboard.press('Alt+ArrowUp')
    await keyboard.press('c')
    await pick(page, /which exit of Menu/, 'wrong')
    await pick(page, /^Connect Wrong key of Menu/, 'moment')
    await expect(editor.edges()).toHaveCount(5)
    await expect(step('Menu')).toBeFocused()
  })

  await test.step('the fallback takes only fixed steps', async () => {
    await step('If something fails').focus()
    await keyboard.press('ArrowRight')
    await keyboard.press('ArrowLeft')
    await expect(step('If something fails')).toBeFocused()
    await keyboard.press('a')
    const line = page.getByRole('combobox', { name: 'Add the next step' })
    await line.fill('ask for digits')
    await expect(page.getByRole('option', { name: 'Ask for digits' })).toContainText(
      'The fallback can only contain fixed steps.',
    )
    await keyboard.press('Enter')
    await expect(line).toBeFocused()
    await keyboard.press('Escape')
    await expect(editor.edges()).toHaveCount(5)
  })

  await test.step('copy, paste, duplicate, delete: each one undo step', async () => {
    await page.getByRole('group', { name: /^Moment,/ }).focus()
    await keyboard.press('Shift+ArrowDown')
    await keyboard.press('Control+c')
    await keyboard.press('Control+v')
    await expect(page.locator('.react-flow__node')).toHaveCount(8)
    await keyboard.press('Control+z')
    await expect(page.locator('.react-flow__node')).toHaveCount(6)
    await page.getByRole('group', { name: /^Moment,/ }).focus()
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowUp')
    await expect(step('Moment')).toBeFocused()
    await keyboard.press('Delete')
    // Healed: both connections to it now lead to the step after it.
    await expect(step('Menu')).toBeFocused()
    await expect(editor.edges()).toHaveCount(4)
    await keyboard.press('Control+z')
    await expect(editor.edges()).toHaveCount(5)
  })

  await test.step('a piece of a flow can be pasted into another one', async () => {
    await keyboard.press('Control+a')
    await keyboard.press('Control+c')
    await editor.backToList()
    await editor.openNewFlow('Copy')
    await keyboard.press('Control+v')
    await expect(page.locator('.react-flow__node')).toHaveCount(6)
    await expect(editor.edges()).toHaveCount(4)
  })
})

test.describe('with an example', () => {
  test.use({ examples: true })

  test('find the way around without a mouse', async ({ page, editor }) => {
    const { keyboard } = page
    const step = (name: string) => page.getByRole('group', { name: new RegExp(`^${name},`) })
    await page.goto('/')
    await page.getByRole('link', { name: 'Front desk', exact: true }).click()
    await expect(editor.card('Main menu')).toBeVisible()

    await test.step('Tab goes through the steps in call order, and on', async () => {
      await page.locator('[data-canvas]').focus()
      for (const name of ['Call comes in', 'Main menu', 'Sales', 'Nobody is free', 'Office mailbox', 'Service']) {
        await keyboard.press('Tab')
        await expect(step(name)).toBeFocused()
      }
    })

    await test.step('move with Ctrl+Shift and arrows; held keys are one undo step', async () => {
      const before = await step('Service').boundingBox()
      await keyboard.down('Control')
      await keyboard.press('Shift+ArrowRight')
      await keyboard.press('Shift+ArrowRight')
      await keyboard.up('Control')
      await expect.poll(async () => (await step('Service').boundingBox())?.x).toBeGreaterThan((before?.x ?? 0) + 20)
      await keyboard.press('Control+z')
      await expect.poll(async () => (await step('Service').boundingBox())?.x).toBe(before?.x)
    })

    await test.step('find by what a step says', async () => {
      await keyboard.press('Control+f')
      await pick(page, /^Find in this flow/, 'after the tone')
      await expect(step('Nobody is free')).toBeFocused()
    })

    await test.step('the outline edits the same flow', async () => {
      await keyboard.press('o')
      const outline = page.getByRole('tree', { name: 'Outline' })
      await expect(outline.getByRole('treeitem', { name: /Nobody is free/ }).first()).toBeFocused()
      await keyboard.press('F2')
      await keyboard.type('All busy')
      await keyboard.press('Enter')
      await expect(editor.card('All busy')).toBeVisible()
      await keyboard.press('ArrowUp')
      await expect(outline.getByRole('treeitem', { name: /Sales/ }).first()).toBeFocused()
      await keyboard.press('Escape')
      await expect(outline).toBeHidden()
      await expect(step('Sales')).toBeFocused()
    })

    await test.step('tidying is a proposal', async () => {
      const undo = page.getByRole('button', { name: 'Undo' })
      const place = async () => (await step('All busy').boundingBox())?.y
      const before = await place()
      await keyboard.press('l')
      await expect(page.getByRole('button', { name: 'Keep' })).toBeFocused()
      await expect.poll(place).not.toBe(before)
      await keyboard.press('Escape')
      await expect.poll(place).toBe(before)
      await keyboard.press('l')
      await keyboard.press('Enter')
      await expect.poll(place).not.toBe(before)
      await expect(undo).toBeEnabled()
      await keyboard.press('Control+z')
      await expect.poll(place).toBe(before)
    })

    await test.step('F8 goes from problem to problem, into the field', async () => {
      await keyboard.press('F8')
      await expect(page.getByRole('status').filter({ hasText: 'Problem 1 of 4' })).toBeAttached()
      await expect(page.locator('[data-inspector] :focus')).toHaveValue(/^0{10}/)
      await keyboard.press('Shift+F8')
      await expect(page.getByRole('status').filter({ hasText: 'Problem 4 of 4' })).toBeAttached()
      await keyboard.press('Escape')
      await expect(page.locator('.react-flow__node:focus')).toBeVisible()
    })

    await test.step('all actions, and the sheet of keys', async () => {
      await keyboard.press('Control+k')
      await pick(page, /^All actions/, 'shortcuts')
      const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
      await expect(sheet).toContainText('Tidy up')
      await keyboard.press('Escape')
      await expect(sheet).toBeHidden()
      await keyboard.press('p')
      await expect(page.getByRole('region', { name: 'Preview' })).toBeVisible()
    })
  })
})
