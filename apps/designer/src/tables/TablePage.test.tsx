/** What is around the rows of a table: finding them, importing, settings, and leaving with unsaved cells. */
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { address } from '../testing/Address.tsx'
import { chooseFiles, csvFile } from '../testing/choose-files.ts'
import { customers, dayList, holidays, noContent } from '../testing/sample-answers.ts'
import { problem } from '../testing/serve-api.ts'
import { cell, grid, openTable, ROWS, type, written } from '../testing/table-page.tsx'

const search = page.getByRole('searchbox', { name: 'Find rows' })
const usedBy = [{ id: 'f1', name: 'Front desk' }]
const menu = async (item: string) => {
  await page.getByRole('button', { name: /^Actions for/ }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}
/** Leaves a cell that the studio refuses. */
const leaveUnsaved = async () => {
  await cell(1, 'plan').click()
  await type('x{Enter}')
  await expect.element(page.getByRole('alert')).toMatchTextContent('1 cell is not saved')
}
const refusing = { check: () => [{ line: 0, column: 'plan', message: 'Not now.' }] }

it('names the table and the flows that use it', async () => {
  await openTable({ table: { ...customers, usedBy } })
  await expect.element(page.getByRole('heading', { name: 'Customers' })).toBeVisible()
  await expect.element(page.getByRole('link', { name: 'Front desk' })).toHaveAttribute('href', '/flows/f1')
})

it.each([
  ['the beginning of a key', null, '+4989', '2 rows found', '+4989100', 'key=%2B4989'],
  ['a part of any cell', 'Any cell contains', 'ASI', '1 row found', '+4930300', 'search=ASI'],
])('finds rows by %s', async (_, where, text, count, first, query) => {
  const sent = await openTable()
  if (where) {
    await page.getByRole('combobox', { name: 'Search in' }).click()
    await page.getByRole('option', { name: where }).click()
  }
  await search.fill(text)
  await expect.element(page.getByText(count)).toBeVisible()
  await expect.element(cell(1, 'number')).toHaveTextContent(first)
  expect(sent.at(-1)?.path).toContain(query)
})

it('says that nothing is found, and clears the search', async () => {
  await openTable()
  await search.fill('+7')
  await expect.element(page.getByText('Nothing found for “+7”.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect.element(search).toHaveValue('')
  await expect.element(page.getByText('3 rows', { exact: true })).toBeVisible()
})

it('goes from the search into the rows with Enter, and back with Esc', async () => {
  await openTable()
  await search.fill('+4930')
  await type('{Enter}')
  await expect.element(grid).toHaveFocus()
  await expect.element(cell(1, 'number')).toHaveTextContent('+4930300')
  await type('{Escape}')
  await expect.element(search).toHaveFocus()
})

it('shows all rows again where one is added to those that were found', async () => {
  await openTable()
  await search.fill('+4930')
  await expect.element(page.getByText('1 row found')).toBeVisible()
  await page.getByRole('button', { name: 'Add row' }).click()
  await type('+43{Enter}')
  await expect.element(page.getByText('4 rows', { exact: true })).toBeVisible()
  await expect.element(cell(4, 'number')).toHaveTextContent('+43')
})

it('says how to begin where there are no rows', async () => {
  await openTable({ rows: [] })
  await expect.element(page.getByText('No rows yet. Type one above, or import a CSV file.')).toBeVisible()
})

it('lets one type at once in a table that was just created', async () => {
  const sent = await openTable({ rows: [], state: { isNew: true } })
  await expect.element(grid).toHaveFocus()
  await type('+43{Enter}')
  await expect.poll(() => written(sent)).toEqual(['POST {"number":"+43"}'])
})

it('replaces the rows by those of a file, and says how many there are', async () => {
  const sent = await openTable({ more: { 'POST /tables/t1/import': { rows: 1200, remarks: [], remarkCount: 0 } } })
  await chooseFiles([csvFile('customers.csv', 'number,plan,calls', '+1,gold,1')])
  await expect.element(page.getByText('Customers has 1200 rows.')).toBeVisible()
  expect(sent.find(({ path }) => path.endsWith('/import'))?.body).toBe('number,plan,calls\n+1,gold,1')
})

it('says which lines of a file do not fit, and that nothing was changed', async () => {
  const errors = Array.from({ length: 21 }, (_, index) => ({
    line: index + 2,
    column: index === 0 ? null : 'calls',
    message: 'Not a number.',
  }))
  await openTable({
    more: { 'POST /tables/t1/import': () => problem(422, 'The file does not fit.', { errors, errorCount: 300 }) },
  })
  await chooseFiles([csvFile('customers.csv', 'number')])
  const report = page.getByRole('alert')
  await expect.element(report).toMatchTextContent('Nothing was changed because of these problems:')
  await expect.element(report).toMatchTextContent('Line 2: Not a number.')
  await expect.element(report).toMatchTextContent('Line 3, calls: Not a number.')
  await expect.element(report).toMatchTextContent('And 280 more.')
  await expect.element(cell(1, 'number')).toHaveTextContent('+4989100')
  await page.getByRole('button', { name: 'Close' }).click()
  await expect.element(report).not.toBeInTheDocument()
})

it('says which values of a file were read in another way', async () => {
  const remarks = [{ line: 2, column: 'calls', message: '“1,5” was read as 1.5.' }]
  await openTable({ more: { 'POST /tables/t1/import': { rows: 1, remarks, remarkCount: 2 } } })
  await chooseFiles([csvFile('customers.csv', 'number')])
  await expect.element(page.getByText('Customers has 1 row.')).toBeVisible()
  await expect.element(page.getByText('2 values to check:')).toBeVisible()
  await expect.element(page.getByText('Line 2, calls: “1,5” was read as 1.5.')).toBeVisible()
  await expect.element(page.getByText('And 1 more.')).toBeVisible()
})

it('asks before an import discards unsaved cells', async () => {
  const sent = await openTable({
    more: { ...refusing, 'POST /tables/t1/import': { rows: 3, remarks: [], remarkCount: 0 } },
  })
  await leaveUnsaved()
  const question = page.getByRole('dialog', { name: 'Discard unsaved cells?' })
  await chooseFiles([csvFile('customers.csv', 'number')])
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect.element(page.getByRole('alert')).toMatchTextContent('1 cell is not saved')
  expect(sent.some(({ path }) => path.endsWith('/import'))).toBe(false)
  await chooseFiles([csvFile('other.csv', 'number')])
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect.element(page.getByText('Customers has 3 rows.')).toBeVisible()
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
})

it('asks before the page is left with unsaved cells', async () => {
  await openTable({ more: refusing })
  await leaveUnsaved()
  const leave = page.getByRole('link', { name: 'Tables' })
  const question = page.getByRole('dialog', { name: 'Discard unsaved cells?' })
  await leave.click()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect.element(address).toHaveTextContent('/tables/t1')
  await expect.element(cell(1, 'plan')).toMatchTextContent('x')
  await leave.click()
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect.element(address).toHaveTextContent('/tables')
})

it('keeps the browser from closing the page with unsaved cells', async () => {
  const isHeldBack = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
  await openTable({ more: refusing })
  expect(isHeldBack()).toBe(false)
  await leaveUnsaved()
  expect(isHeldBack()).toBe(true)
})

it('makes the table live', async () => {
  const sent = await openTable()
  const live = page.getByRole('switch', { name: /^Live/ })
  await expect.element(live).not.toBeChecked()
  live.element().focus()
  await type(' ')
  await expect.element(live).toBeChecked()
  expect(sent.find(({ method }) => method === 'PUT')).toMatchObject({
    path: '/tables/t1',
    body: { live: true, revision: 1 },
  })
})

it('renames the table', async () => {
  await openTable()
  await page.getByRole('button', { name: 'Columns and name' }).click()
  const dialog = page.getByRole('dialog', { name: 'Columns and name' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Callers')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect.element(dialog).not.toBeInTheDocument()
  await expect.element(page.getByRole('heading', { name: 'Callers' })).toBeVisible()
})

it('keeps the dialog open with the reason where the columns are refused', async () => {
  await openTable({ more: { 'PUT /tables/t1': () => problem(409, 'Someone else has changed the table.') } })
  await menu('Columns and name')
  const dialog = page.getByRole('dialog', { name: 'Columns and name' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect.element(dialog.getByText('Someone else has changed the table.')).toBeVisible()
})

it('deletes the table and goes to the list', async () => {
  await openTable({ more: { 'DELETE /tables/t1': noContent } })
  await menu('Delete')
  await page.getByRole('dialog', { name: 'Delete Customers?' }).getByRole('button', { name: 'Delete' }).click()
  await expect.element(address).toHaveTextContent('/tables')
})

it('exports the rows, for spreadsheets too', async () => {
  await openTable()
  await page.getByRole('button', { name: 'Actions for Customers' }).click()
  const plain = page.getByRole('menuitem', { name: 'Export as CSV' })
  await expect.element(plain).toHaveAttribute('href', '/api/tables/t1/export')
  await expect.element(plain).toHaveAttribute('download', 'Customers.csv')
  await expect
    .element(page.getByRole('menuitem', { name: 'Export for Excel and other spreadsheets' }))
    .toHaveAttribute('href', '/api/tables/t1/export?spreadsheet=true')
})

it('adds public holidays only to a table whose key is a date', async () => {
  await openTable()
  await page.getByRole('button', { name: 'Actions for Customers' }).click()
  await expect.element(page.getByRole('menuitem', { name: 'Export as CSV' })).toBeVisible()
  await expect.element(page.getByRole('menuitem', { name: 'Add public holidays' })).not.toBeInTheDocument()
})

it('adds public holidays to a list of days', async () => {
  const sent = await openTable({
    table: holidays,
    rows: [{ date: '01-01' }],
    more: {
      'GET /tables/t3/days': dayList,
      'GET /public-holidays/countries': { countries: [{ code: 'US', name: 'United States' }] },
      'GET /public-holidays/countries/:country/regions': { regions: [] },
      'GET /public-holidays': { days: [{ date: '2027-12-25', name: 'Christmas Day', type: 'public' }] },
    },
  })
  await menu('Add public holidays')
  const dialog = page.getByRole('dialog', { name: 'Add public holidays' })
  await dialog.getByRole('button', { name: 'Add 1 day' }).click()
  await expect.element(dialog).not.toBeInTheDocument()
  await expect.element(page.getByText('2 rows', { exact: true })).toBeVisible()
  expect(written(sent)).toEqual(['POST {"date":"2027-12-25"}'])
})

it('says why a table cannot be read, and tries again', async () => {
  let isBroken = true
  const opening = openTable({
    more: {
      'GET /tables/t1': () =>
        isBroken ? problem(404, 'There is no such table.') : { ...customers, rowCount: ROWS.length },
    },
  })
  await expect.element(page.getByRole('alert')).toMatchTextContent('There is no such table.')
  isBroken = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await opening
  await expect.element(cell(1, 'number')).toHaveTextContent('+4989100')
})
