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
  await dialog.getByRole('button', { name: 'Add a column' }).click()
  await dialog.getByRole('textbox', { name: 'Name of column 3' }).fill('balance')
  await dialog.getByRole('combobox', { name: 'Type of column 3' }).click()
  await page.getByRole('option', { name: 'Number' }).click()
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
  await page.getByRole('button', { name: 'Add a row' }).click()
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
  await page.getByRole('button', { name: 'Add a row' }).click()
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

test('what does not fit stays in its cell, with what is wrong, until it is mended', async ({ page }) => {
  await createTable(page)
  await page.getByRole('button', { name: 'Add a row' }).click()
  await typeRow(page, '+14155550100', 'Alice', 'much')
  await expect(page.getByText('1 cell is not saved')).toBeVisible()
  await expect(cell(page, 1, 'balance')).toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByText('“much” is no number. Write numbers like 3.5.')).toBeVisible()
  await page.keyboard.type('12.50')
  await page.keyboard.press('Enter')
  await expect(cell(page, 1, 'balance')).toHaveText('12.5')
  await expect(page.getByText('not saved')).toHaveCount(0)
})

test('rows are found, chosen and deleted with keys', async ({ page }) => {
  await createTable(page)
  await page.getByRole('button', { name: 'Add a row' }).click()
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
  page.once('dialog', (dialog) => dialog.accept())
  await page.keyboard.press('Delete')
  await expect(page.getByText('1 row', { exact: true })).toBeVisible()
  await expect(cell(page, 1, 'name')).toHaveText('Carol')
})

test('a CSV file with a mistake is reported by line and changes nothing; mended, it replaces the rows', async ({
  page,
}) => {
  await createTable(page)
  const importCsv = async (csv: string) => {
    await page.getByRole('button', { name: 'Menu of Known callers' }).click()
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('menuitem', { name: 'Replace rows from CSV' }).click()
    await (await chooser).setFiles({ name: 'callers.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  }
  await importCsv('number,name,balance\n+14155550100,Alice,12\n+14155550101,Bob,much\n,Carol,3')
  const report = page.getByRole('alert')
  await expect(report).toContainText('Line 3: balance: “much” is no number. Write numbers like 3.5.')
  await expect(report).toContainText('Line 4: number: The key is empty.')
  await expect(page.getByText('No row yet.')).toBeVisible()
  await importCsv('number,name,balance\n+14155550100,Alice,12\n+14155550101,Bob,4')
  await expect(page.getByText('Known callers has 2 rows.')).toBeVisible()
  await expect(cell(page, 2, 'name')).toHaveText('Bob')
})
