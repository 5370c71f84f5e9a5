import type { Locator, Page } from '@playwright/test'
import { expect, test } from './studio.ts'

test.use({ expectedErrors: [/422/] }) // what the studio refuses shows in the console too

const cell = (page: Page, row: number, column: string): Locator =>
  page.getByRole('row').nth(row).getByRole('gridcell').nth(['number', 'name', 'balance'].indexOf(column))

/** A table with a text, another text and a number, opened. */
async function createTable(page: Page): Promise<void> {
  await page.goto('/tables')
  await page.getByRole('button', { name: 'New table', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Known callers')
  await dialog.getByRole('button', { name: 'Add column' }).click()
  await dialog.getByRole('textbox', { name: 'Name of column 3' }).fill('balance')
  await dialog.getByRole('combobox', { name: 'Type of column 3' }).click()
  await page.getByRole('option', { name: 'Number', exact: true }).click()
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { name: 'Known callers' })).toBeVisible()
}

/** As one does it without a mouse. */
async function typeRow(page: Page, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
}

test('a table is made and its rows are typed, without a file', async ({ page }) => {
  await createTable(page)
  await page.getByRole('button', { name: 'Add row' }).click()
  await typeRow(page, '+14155550100', 'Alice', '12.5')
  await expect(page.getByText('1 row', { exact: true })).toBeVisible()
  await typeRow(page, '+14155550101', 'Bob', '7')
  await expect(page.getByText('2 rows', { exact: true })).toBeVisible()

  await cell(page, 1, 'name').dblclick()
  await page.keyboard.press('End')
  await page.keyboard.type(' Sample')
  await page.keyboard.press('Enter')
  await expect(cell(page, 1, 'name')).toHaveText('Alice Sample')

  await page.keyboard.type('Robert') // Enter has gone on to the next row
  await page.keyboard.press('Tab')
  await expect(cell(page, 2, 'name')).toHaveText('Robert')
  await page.keyboard.press('Control+z')
  await expect(cell(page, 2, 'name')).toHaveText('Bob')

  await page.reload()
  await expect(cell(page, 1, 'name')).toHaveText('Alice Sample')
  await expect(cell(page, 2, 'number')).toHaveText('+14155550101')
  await expect(cell(page, 2, 'balance')).toHaveText('7')
})

test('rows are typed while those before them are still being created', async ({ page }) => {
  await createTable(page)
  let release = () => {}
  const isTyped = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/api\/tables\/[^/]+\/rows$/, async (route) => {
    await isTyped
    await route.continue()
  })
  await page.getByRole('button', { name: 'Add row' }).click()
  await typeRow(page, '+14155550100', 'Alice', '12.5')
  await typeRow(page, '+14155550101', 'Bob', '7')
  await page.keyboard.type('+14155550102')
  await page.keyboard.press('Enter')
  release()
  await expect(page.getByText('3 rows', { exact: true })).toBeVisible()

  await page.reload()
  await expect(cell(page, 1, 'balance')).toHaveText('12.5')
  await expect(cell(page, 2, 'name')).toHaveText('Bob')
  await expect(cell(page, 2, 'balance')).toHaveText('7')
  await expect(cell(page, 3, 'number')).toHaveText('+14155550102')
})

test('what does not fit stays in its cell, with what is wrong, until it is fixed', async ({ page }) => {
  await createTable(page)
  await page.getByRole('button', { name: 'Add row' }).click()
  await typeRow(page, '+14155550100', 'Alice', 'much')
  await expect(page.getByText('1 cell is not saved')).toBeVisible()
  await expect(cell(page, 1, 'balance')).toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByText('“much” is not a number. Write it like 3.5.')).toBeVisible()
  await page.keyboard.type('12.50')
  await page.keyboard.press('Enter')
  await expect(cell(page, 1, 'balance')).toHaveText('12.5')
  await expect(page.getByText('not saved')).toHaveCount(0)
})

test('rows are found, chosen and deleted with keys', async ({ page }) => {
  await createTable(page)
  await page.getByRole('button', { name: 'Add row' }).click()
  for (const [index, name] of ['Alice', 'Bob', 'Carol', 'Dan'].entries()) {
    await typeRow(page, `+1415555010${index}`, name, '1')
    await expect(page.getByText(index === 0 ? '1 row' : `${index + 1} rows`, { exact: true })).toBeVisible()
  }
  await page.getByRole('searchbox', { name: 'Find rows' }).fill('+14155550102')
  await expect(page.getByText('1 row found')).toBeVisible()
  await expect(cell(page, 1, 'name')).toHaveText('Carol')
  await page.getByRole('button', { name: 'Clear' }).click()

  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+Space')
  await expect(page.getByRole('button', { name: 'Delete 3 rows' })).toBeVisible()
  await page.keyboard.press('Delete')
  await page.getByRole('dialog', { name: 'Delete 3 rows?' }).getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('1 row', { exact: true })).toBeVisible()
  await expect(cell(page, 1, 'name')).toHaveText('Carol')
})

test('a CSV file with a mistake is reported by line and changes nothing; fixed, it replaces the rows', async ({
  page,
}) => {
  await createTable(page)
  const importCsv = async (csv: string) => {
    await page.getByRole('button', { name: 'Actions for Known callers' }).click()
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('menuitem', { name: 'Replace rows from CSV' }).click()
    await (await chooser).setFiles({ name: 'callers.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  }
  await importCsv('number,name,balance\n+14155550100,Alice,12\n+14155550101,Bob,much\n,Carol,3')
  const report = page.getByRole('alert')
  await expect(report).toContainText('Line 3, balance: “much” is not a number. Write it like 3.5.')
  await expect(report).toContainText('Line 4, number: The key is empty.')
  await expect(page.getByText('No rows yet. Type one above')).toBeVisible()
  await importCsv('number,name,balance\n+14155550100,Alice,12\n+14155550101,Bob,4')
  await expect(page.getByText('Known callers has 2 rows.')).toBeVisible()
  await expect(cell(page, 2, 'name')).toHaveText('Bob')
})

/** As the browser does it when a spreadsheet's cells are on the clipboard. */
const paste = (page: Page, text: string): Promise<void> =>
  page.getByRole('grid').evaluate((grid, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    grid.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

test('a range of a spreadsheet fills rows and columns, and one undo takes it back', async ({ page }) => {
  await createTable(page)
  await page.getByRole('button', { name: 'Add row' }).click()
  await typeRow(page, '+14155550100', 'Alice', '12.5')
  await expect(page.getByText('1 row', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+Home')
  await paste(page, '+4989123\tMuster, Anna\t1,5\r\n+4989124\tZwei\t2\r\n+4989125\tDrei\tmuch\r\n')

  await expect(page.getByText('2 rows', { exact: true })).toBeVisible()
  await expect(cell(page, 1, 'name')).toHaveText('Muster, Anna')
  await expect(cell(page, 1, 'balance')).toHaveText('1.5')
  await expect(cell(page, 2, 'number')).toHaveText('+4989124')
  await expect(cell(page, 3, 'balance')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('1 cell is not saved')).toBeVisible()

  await page.keyboard.press('Control+z')
  await expect(page.getByText('1 row', { exact: true })).toBeVisible()
  await expect(cell(page, 1, 'name')).toHaveText('Alice')
  await expect(page.getByText('not saved')).toHaveCount(0)
  await page.reload()
  await expect(cell(page, 1, 'number')).toHaveText('+14155550100')
  await expect(cell(page, 1, 'balance')).toHaveText('12.5')

  await page.getByRole('grid').focus()
  await page.keyboard.press('Control+Home')
  await paste(page, '1\t2\t3\t4\r\n')
  await expect(page.getByText('the range has 4 columns, and the table has 3 from here.')).toBeVisible()
})

test('a file of Excel becomes a table, with what is worth a look, and its numbers become phone numbers', async ({
  page,
}) => {
  await page.goto('/tables')
  const file = {
    name: 'Kunden.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Rufnummer;Name;Rabatt\r\n089 123456;Müller;1\r\n="+4989124";Ben;2\r\n'),
  }
  await page.locator('input[type=file]').first().setInputFiles(file)
  await expect(page.getByText('Kunden has 2 rows.')).toBeVisible()
  await expect(page.getByText(/^Line 3, Rufnummer: Read as “\+4989124”/)).toBeVisible()

  await page.getByRole('link', { name: 'Kunden' }).click()
  await page.getByRole('button', { name: 'Columns and name' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Type of column 1' }).click()
  await page.getByRole('option', { name: 'Phone number' }).click()
  await dialog.getByRole('combobox', { name: 'Country of column 1' }).fill('Germany')
  await page.getByRole('option', { name: 'Germany (DE)' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Row 1, Rufnummer: “089 123456” is +4989123456 now.')).toBeVisible()
  await expect(page.getByRole('gridcell', { name: '+4989123456' })).toBeVisible()
})
