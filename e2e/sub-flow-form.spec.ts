import { expect, test } from './studio.ts'

test('a sub-flow is chosen from the list, and its inputs and outputs is a press away', async ({ page, editor }) => {
  const panel = page.locator('[data-inspector]')

  await test.step('a flow that reads a value and hands one back', async () => {
    await editor.openNewFlow('Price')
    await editor.choose('Call comes in')
    await editor.add('Say text')
    await editor.field('Text').fill('Hello {{ vars.customer }}.')
    await editor.add('Set variables')
    await editor.field('Name 1').fill('total')
    await editor.field('Value 1').fill('42')
    await editor.add('Return')
    await panel.getByRole('button', { name: 'Add total' }).click()
    await expect(editor.field('Value 1')).toHaveValue('{{ vars.total }}')
    await editor.backToList()
  })

  await test.step('is chosen by name, with its state', async () => {
    await editor.openNewFlow('Main')
    await editor.choose('Call comes in')
    await editor.add('Set variables')
    await editor.field('Name 1').fill('customer')
    await editor.add('Run a sub-flow')
    await panel.getByRole('combobox', { name: 'Flow' }).click()
    await page.getByRole('option', { name: /^Price/ }).click()
    await expect(panel.getByText('This sub-flow is not published.')).toBeVisible()
  })

  await test.step('takes the value of the same name', async () => {
    await panel.getByRole('button', { name: 'Add customer' }).click()
    await expect(editor.field('Name 1')).toHaveValue('customer')
    await expect(editor.field('Value 1')).toHaveValue('{{ vars.customer }}')
    await expect(panel.getByRole('button', { name: 'Add customer' })).toHaveCount(0)
  })

  await test.step('and hands its own back under a name that is free here', async () => {
    await panel.getByRole('button', { name: 'Add total' }).click()
    await expect(editor.field('Variable for return value 1')).toHaveValue('total')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(editor.field('Variable for return value 1')).toHaveCount(0)
    await editor.isSaved()
  })

  await test.step('is one press away', async () => {
    await panel.getByRole('link', { name: 'Open sub-flow' }).click()
    await expect(editor.card('Say text')).toBeVisible()
    await expect(editor.card('Run a sub-flow')).toHaveCount(0)
  })
})
