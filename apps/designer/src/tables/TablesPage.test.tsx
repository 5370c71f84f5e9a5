import { expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Address, address } from '../testing/Address.tsx'
import { chooseFiles, csvFile } from '../testing/choose-files.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { noContent, tableList } from '../testing/sample-answers.ts'
import { problem, serveApi } from '../testing/serve-api.ts'
import { TablesPage } from './TablesPage.tsx'

const [customers] = tableList.tables
const usedBy = [{ id: 'f1', name: 'Front desk' }]

const open = async (more: Parameters<typeof serveApi>[0] = {}, path = '/tables') => {
  const sent = serveApi({ 'GET /tables': tableList, ...more })
  await renderInStudio(
    <>
      <Address />
      <TablesPage />
    </>,
    path,
  )
  return sent
}
const menu = async (item: string) => {
  await page.getByRole('button', { name: 'Actions for Customers' }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

it.each([1024, 390])('fits into a screen that is %i wide', async (width) => {
  await page.viewport(width, 800)
  onTestFinished(() => page.viewport(1000, 900))
  await open({ 'GET /tables': { tables: [{ ...customers, usedBy }] } })
  await expect.element(page.getByRole('link', { name: 'Customers' })).toBeVisible()
  const { scrollWidth, clientWidth } = document.documentElement
  expect(scrollWidth).toBe(clientWidth)
})

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

const callers = csvFile('Known callers.csv', 'number;name', '+4989100;Anna')

it('makes a table of a CSV file, named after it, with its columns', async () => {
  const sent = await open({
    'POST /tables': { ...customers, id: 't9', name: 'Known callers' },
    'POST /tables/t9/import': { rows: 1, remarks: [], remarkCount: 0 },
  })
  await chooseFiles([callers])
  await expect.element(page.getByText('Known callers has 1 row.')).toBeVisible()
  expect(sent.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
    {
      name: 'Known callers',
      columns: [
        { name: 'number', type: 'text' },
        { name: 'name', type: 'text' },
      ],
      keyColumn: 'number',
    },
    'number;name\n+4989100;Anna',
  ])
})

it.each([
  ['is empty', csvFile('a.csv')],
  ['names a column twice', csvFile('a.csv', 'number,Number')],
])('refuses a CSV file whose first line %s', async (_, file) => {
  const sent = await open()
  await chooseFiles([file])
  await expect
    .element(page.getByRole('alert'))
    .toMatchTextContent('The first line of the file must hold the column names')
  expect(sent.some(({ method }) => method === 'POST')).toBe(false)
})

it('leaves no empty table where the rows of a CSV file are refused', async () => {
  const errors = [{ line: 3, column: 'number', message: 'The key is empty.' }]
  const sent = await open({
    'POST /tables': { ...customers, id: 't9' },
    'POST /tables/t9/import': () => problem(422, 'The file does not fit.', { errors }),
    'DELETE /tables/t9': noContent,
  })
  await chooseFiles([callers])
  await expect.element(page.getByRole('alert')).toMatchTextContent('Line 3, number: The key is empty.')
  expect(sent.some(({ method, path }) => method === 'DELETE' && path === '/tables/t9')).toBe(true)
})

const holidayAnswers = {
  'GET /public-holidays/countries': { countries: [{ code: 'US', name: 'United States' }] },
  'GET /public-holidays/countries/US/regions': { regions: [] },
  'GET /public-holidays': { days: [{ date: '2027-07-04', name: '“Fourth”', type: 'public' }] },
}

it('creates a holiday list from the address that opening hours lead to, and opens it', async () => {
  const sent = await open(
    {
      ...holidayAnswers,
      'POST /tables': { ...customers, id: 't9' },
      'POST /tables/t9/import': { rows: 1, remarks: [], remarkCount: 0 },
    },
    '/tables?new=holidays',
  )
  await page.getByRole('dialog', { name: 'New holiday list' }).getByRole('button', { name: 'Create' }).click()
  await expect.element(address).toHaveTextContent('/tables/t9')
  expect(sent.findLast(({ method }) => method === 'POST')?.body).toBe(
    'date,to,name,opens,closes\n"2027-07-04","","“Fourth”","",""',
  )
})

it('leaves the address of a holiday list with the dialog', async () => {
  await open(holidayAnswers, '/tables?new=holidays')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  await expect.element(address).toHaveTextContent('/tables')
})

it('opens a table by a click anywhere in its row but on its menu', async () => {
  await open()
  await page.getByRole('button', { name: 'Actions for Customers' }).click()
  await expect.element(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(address).toHaveTextContent('/tables')
  await page.getByRole('cell', { name: 'number, plan, calls' }).first().click()
  await expect.element(address).toHaveTextContent('/tables/t1')
})

it('replaces the rows of a table from the list', async () => {
  const sent = await open({ 'POST /tables/t2/import': { rows: 5, remarks: [], remarkCount: 0 } })
  await chooseFiles([callers], page.getByRole('row').nth(2))
  await expect.element(page.getByText('Branches has 5 rows.')).toBeVisible()
  expect(sent.some(({ path }) => path === '/tables/t2/import')).toBe(true)
})
