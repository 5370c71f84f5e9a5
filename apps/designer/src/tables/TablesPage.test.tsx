import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { noContent, tableList } from '../testing/sample-answers.ts'
import { problem, serveApi } from '../testing/serve-api.ts'
import { TablesPage } from './TablesPage.tsx'

const [customers] = tableList.tables
const usedBy = [{ id: 'f1', name: 'Front desk' }]

const open = async (more: Parameters<typeof serveApi>[0] = {}) => {
  const sent = serveApi({ 'GET /tables': tableList, ...more })
  await renderInStudio(<TablesPage />, '/tables')
  return sent
}
const menu = async (item: string) => {
  await page.getByRole('button', { name: 'Actions for Customers' }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

it('lists each table with key, columns, rows and the flows that use it', async () => {
  await open({ 'GET /tables': { tables: [{ ...customers, usedBy, rowCount: 1234 }] } })
  const row = page.getByRole('row').nth(1)
  await expect.element(row).toMatchTextContent('CustomersLivenumbernumber, plan, calls1,234Front desk')
  await expect.element(row.getByRole('link', { name: 'Customers' })).toHaveAttribute('href', '/tables/t1')
})

it('says how to begin where there is none', async () => {
  await open({ 'GET /tables': { tables: [] } })
  await expect.element(page.getByText(/^No tables yet\./)).toBeVisible()
})

it('says why the tables cannot be read, and tries again', async () => {
  let isBroken = true
  await open({ 'GET /tables': () => (isBroken ? problem(403, 'Not allowed.') : tableList) })
  await expect.element(page.getByRole('alert')).toMatchTextContent('Not allowed.')
  isBroken = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.element(page.getByRole('link', { name: 'Branches' })).toBeVisible()
})

it('deletes a table only after a question that says what is lost', async () => {
  const sent = await open({ 'GET /tables': { tables: [{ ...customers, usedBy }] }, 'DELETE /tables/t1': noContent })
  await menu('Delete')
  const question = page.getByRole('dialog', { name: 'Delete Customers?' })
  await expect.element(question).toMatchTextContent('This deletes the table and its rows. It cannot be undone.')
  await expect.element(question).toMatchTextContent('In Front desk, steps that look up or count in it will fail')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect.element(question).not.toBeInTheDocument()
  expect(sent.some(({ method }) => method === 'DELETE')).toBe(false)
  await menu('Delete')
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => sent.some(({ method, path }) => method === 'DELETE' && path === '/tables/t1')).toBe(true)
})

it('creates a table with its columns, and says what is missing', async () => {
  const sent = await open({ 'POST /tables': ({ body }: { body: object }) => ({ ...customers, ...body }) })
  await page.getByRole('button', { name: 'New table', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'New table' })
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect.element(dialog.getByText('Enter a name.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Known callers')
  await dialog.getByRole('button', { name: 'Add column' }).click()
  await dialog.getByRole('textbox', { name: 'Name of column 3' }).fill('plan')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect
    .poll(() => sent.find(({ method }) => method === 'POST')?.body)
    .toMatchObject({
      name: 'Known callers',
      keyColumn: 'number',
      columns: [{ name: 'number' }, { name: 'name' }, { name: 'plan' }],
    })
})

it('refuses two columns of one name', async () => {
  await open()
  await page.getByRole('button', { name: 'New table', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'New table' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Twice')
  await dialog.getByRole('textbox', { name: 'Name of column 2' }).fill('number')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect.element(dialog.getByText('Another column has this name.').first()).toBeVisible()
})

it('says what removing a column deletes', async () => {
  await open()
  await menu('Columns and name')
  const dialog = page.getByRole('dialog', { name: 'Columns and name' })
  await dialog.getByRole('button', { name: 'Remove column 2' }).click()
  await expect.element(dialog.getByText('Saving deletes plan with all its values.')).toBeVisible()
})

it('asks before a table that flows count in is no longer live', async () => {
  await open({ 'GET /tables': { tables: [{ ...customers, usedBy }] } })
  await menu('Columns and name')
  const live = page.getByRole('dialog', { name: 'Columns and name' }).getByRole('switch', { name: /^Live/ })
  const turnOff = async () => {
    await expect.element(live).toBeChecked()
    live.element().focus()
    await userEvent.keyboard(' ')
  }
  await turnOff()
  const question = page.getByRole('dialog', { name: 'Turn off Live for Customers?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect.element(live).toBeChecked()
  await turnOff()
  await question.getByRole('button', { name: 'Turn off' }).click()
  await expect.element(live).not.toBeChecked()
})
