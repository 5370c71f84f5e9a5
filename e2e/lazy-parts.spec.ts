/** Code that is fetched late may be missing: the studio is out of reach, or an update has removed the old files. */
import { expect, test } from './studio.ts'

test.use({ expectedErrors: [/Failed to load resource|ERR_INTERNET_DISCONNECTED/] })

test('after an update, Publish says so in its place, and the editor stays', async ({ page, editor }) => {
  await page.route(/\/assets\/PublishDialog-.*\.js/, (route) => route.fulfill({ status: 404, body: 'Not found' }))
  await editor.openNewFlow('Front desk')
  await editor.add('Say text')
  await page.getByRole('button', { name: 'Publish' }).click()
  const dialog = page.getByRole('dialog', { name: 'Update available' })
  await expect(dialog.getByRole('alert')).toHaveText(
    'Callflow Studio was updated. Reload the page to continue. Your work is saved.',
  )
  await expect(editor.card('Say text')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await editor.add('Hang up')
  await editor.isSaved()

  await page.getByRole('button', { name: 'Publish' }).click()
  const reload = dialog.getByRole('button', { name: 'Reload' })
  await expect(reload).toBeVisible()
  await page.unroute(/\/assets\/PublishDialog-.*\.js/)
  await reload.click()
  await expect(editor.card('Hang up')).toBeVisible()
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByRole('dialog')).toContainText('prevents publishing')
})

test('offline, what was not fetched yet is missed in its place, and comes once the studio answers', async ({
  page,
  context,
  editor,
}) => {
  await page.route(/\/assets\/(PublishDialog|VersionsPage)-.*\.js/, (route) => route.abort())
  await editor.openNewFlow('Front desk')
  await editor.isSaved()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByRole('dialog', { name: 'Offline' })).toContainText('Callflow Studio cannot be reached')
  await page.unroute(/\/assets\/(PublishDialog|VersionsPage)-.*\.js/)
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Versions' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Callflow Studio cannot be reached' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Actions for Front desk' })).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByRole('heading', { name: /Draft|Versions/ }).first()).toBeVisible()
})

test('offline, a dialog that was fetched in time opens', async ({ page, context, editor }) => {
  const fetched = page.waitForResponse('**/assets/PublishDialog-*.js')
  await editor.openNewFlow('Front desk')
  await editor.isSaved()
  await fetched
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page.getByRole('dialog', { name: 'Offline' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Actions for Front desk' })).toBeAttached()
})
