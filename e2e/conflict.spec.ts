import { expect, test } from './studio.ts'

test.use({ expectedErrors: [/status of 409/] })

test('the second of two editors is told, and keeps its work', async ({ page, editor, colleague }) => {
  await editor.openNewFlow('Front desk')
  await colleague.page.goto(page.url())

  await colleague.add('Hang up')
  await colleague.isSaved()
  await editor.add('Say text')
  const banner = page.getByRole('alert').filter({ hasText: 'Your changes are kept.' })
  await expect(banner).toContainText('This flow was saved elsewhere')
  await expect(editor.card('Say text')).toBeVisible()

  await banner.getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByRole('dialog')).toContainText('Say text')
  await page.keyboard.press('Escape')

  await banner.getByRole('button', { name: 'Save mine as a copy' }).click()
  await expect(page).toHaveTitle(/Front desk copy/)
  await expect(editor.card('Say text')).toBeVisible()
  await editor.isSaved()

  await editor.backToList()
  await editor.row('Front desk').first().getByRole('link', { name: 'Front desk', exact: true }).click()
  await expect(editor.card('Hang up')).toBeVisible()
  await expect(editor.card('Say text')).toHaveCount(0)
})

test('the second of two editors can take what the first one saved', async ({ page, editor, colleague }) => {
  await editor.openNewFlow('Front desk')
  await colleague.page.goto(page.url())
  await colleague.add('Hang up')
  await colleague.isSaved()
  await editor.add('Say text')
  await page.getByRole('button', { name: 'Discard mine, use theirs' }).click()
  await expect(editor.card('Hang up')).toBeVisible()
  await expect(editor.card('Say text')).toHaveCount(0)
  await editor.add('Menu')
  await editor.isSaved()
})
