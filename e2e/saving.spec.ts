import { expect, test } from './studio.ts'

test.describe('without a connection', () => {
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED|ERR_FAILED/] })

  test('one can go on, and everything is saved once it is back', async ({ page, context, editor }) => {
    await editor.openNewFlow('Front desk')
    await context.setOffline(true)
    await editor.add('Say text')
    await expect(
      page.getByText('You are offline. Changes are kept in this browser until you are back online.'),
    ).toBeVisible()
    await editor.field('Text').fill('Written on a train.')
    await context.setOffline(false)
    await expect(page.getByText('Back online. Saved.')).toBeVisible()
    await page.reload()
    await expect(editor.card('Say text')).toContainText('Written on a train.')
  })

  test('what was not saved when the page was closed is there again', async ({ page, context, editor }) => {
    await editor.openNewFlow('Front desk')
    await context.setOffline(true)
    await editor.add('Say text')
    await expect(
      page.getByText('You are offline. Changes are kept in this browser until you are back online.'),
    ).toBeVisible()
    const address = page.url()
    await page.goto('about:blank')
    await context.setOffline(false)
    await page.goto(address)
    await expect(editor.card('Say text')).toBeVisible()
    await editor.isSaved()
  })
})

test.describe('a save whose answer is lost', () => {
  test.use({ expectedErrors: [/ERR_FAILED|status of 409/] })

  test('is no conflict with oneself', async ({ page, editor }) => {
    await editor.openNewFlow('Front desk')
    let isLost = true
    await page.route('**/api/flows/*', async (route) => {
      if (route.request().method() !== 'PUT' || !isLost) return route.continue()
      isLost = false
      await route.fetch()
      await route.abort()
    })
    await editor.add('Say text')
    await expect.poll(() => isLost).toBe(false)
    await editor.isSaved()
    await expect(page.getByText('Your changes are kept.')).toHaveCount(0)
    await editor.add('Hang up')
    await editor.isSaved()
  })
})

test.describe('a flow that a colleague deletes', () => {
  test.use({ expectedErrors: [/status of 404/] })

  test('is said to be gone, and comes back with what was drawn meanwhile', async ({ page, editor, colleague }) => {
    await editor.openNewFlow('Front desk')
    await colleague.page.goto('/')
    await colleague.flowMenu('Front desk', 'Delete')
    await expect(colleague.page.getByText('Front desk deleted.')).toBeVisible()
    await editor.add('Say text')
    const banner = page.getByRole('alert').filter({ hasText: 'This flow was deleted elsewhere.' })
    await banner.getByRole('button', { name: 'Restore flow' }).click()
    await editor.isSaved()
    await expect(banner).toHaveCount(0)
    await page.reload()
    await expect(editor.card('Say text')).toBeVisible()
  })
})

test.describe('a flow of a newer studio', () => {
  test('can be looked at, and is never saved', async ({ page, editor }) => {
    await editor.openNewFlow('Front desk')
    await editor.add('Say text')
    await editor.isSaved()
    await page.route('**/api/flows/*', async (route) => {
      const response = await route.fetch()
      const flow = await response.json()
      await route.fulfill({ response, json: { ...flow, document: { ...flow.document, schemaVersion: 99 } } })
    })
    const saves: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'PUT') saves.push(request.url())
    })
    await page.reload()
    await expect(
      page.getByText(
        'This flow was saved by a newer version of Callflow Studio. You can view it, but not save changes.',
      ),
    ).toBeVisible()
    await expect(page.getByRole('button', { name: 'Publish', exact: true })).toHaveAttribute('aria-disabled', 'true')
    await editor.choose('Say text')
    await page.keyboard.press('Delete')
    await expect(editor.card('Say text')).toBeVisible()
    await page.getByRole('link', { name: 'All flows' }).click()
    await expect(editor.row('Front desk')).toBeVisible()
    expect(saves).toEqual([])
  })
})
