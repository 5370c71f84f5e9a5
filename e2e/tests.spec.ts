import { expect, test } from './studio.ts'

test.use({ examples: true })

test('suggested tests take every exit; one that fails blocks publishing until the flow is fixed', async ({
  page,
  editor,
}) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Front desk' }).first().click()
  const pages = page.getByRole('navigation', { name: 'Main navigation' })
  const tests = page.getByRole('navigation', { name: 'Tests' })
  const dialog = page.getByRole('dialog')
  const publish = page.getByRole('button', { name: 'Publish', exact: true })

  await test.step('keep the suggested tests', async () => {
    await pages.getByRole('link', { name: 'Tests' }).click()
    await page.getByRole('link', { name: 'Suggest tests' }).click()
    await page.getByRole('button', { name: /^Keep \d+ tests$/ }).click()
    await expect(tests.getByText('10 of 10 exits reached')).toBeVisible()
    await expect(tests.getByRole('img', { name: 'Failed' })).toHaveCount(0)
  })

  await test.step('say something else: the tab counts the tests that fail now', async () => {
    await pages.getByRole('link', { name: 'Flow' }).click()
    await editor.card('Main menu').click({ position: { x: 60, y: 20 } })
    await editor.field('Text').fill('Good evening. For sales, press 1.')
    await editor.isSaved()
    await expect(pages.getByRole('status', { name: /tests? fails?$/ })).toBeVisible()
  })

  await test.step('they keep the flow from being published, and say what happened instead', async () => {
    await publish.click()
    await expect(dialog.getByRole('button', { name: 'Publish anyway' })).toBeDisabled()
    await expect(dialog.getByText(/Good evening/).first()).toBeVisible()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })

  await test.step('fix it, and publish', async () => {
    // What the tests expect, and something more.
    const welcome =
      'Welcome to Harbour Bikes. For sales, press 1. For service, press 2. To speak to reception, press 0.'
    await editor.field('Text').fill(`${welcome} Thank you.`)
    await editor.isSaved()
    await expect(pages.getByRole('status', { name: /tests? fails?$/ })).toHaveCount(0)
    await publish.click()
    await expect(dialog.getByText(/\d+ tests pass/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Publish version 2' }).click()
    await expect(dialog.getByRole('heading', { name: 'Version 2 is live' })).toBeVisible()
  })
})
