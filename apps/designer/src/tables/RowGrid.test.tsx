/** The rows of a table under a user's hands: keys, pointer, clipboard. */
import type { TableError } from '@callflow-studio/model/api'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { customers } from '../testing/sample-answers.ts'
import { problem } from '../testing/serve-api.ts'
import { activeText, cell, grid, openTable, pasteText, ROWS, type, written } from '../testing/table-page.tsx'

const focusGrid = async () => {
  grid.element().focus()
  await expect.poll(activeText).toBe('+4989100')
}

it('shows the rows with their columns, and how many there are', async () => {
  await openTable()
  await expect.element(page.getByRole('columnheader', { name: /number/ })).toMatchTextContent('numberText')
  await expect.element(cell(1, 'number')).toHaveTextContent('+4989100')
  await expect.element(cell(3, 'plan')).toHaveTextContent('basic')
  await expect.element(page.getByText('3 rows', { exact: true })).toBeVisible()
  await expect.element(cell(4, 'number')).toHaveTextContent('Type a number to add a row')
})

it.each([
  ['{ArrowDown}', '+4989200'],
  ['{ArrowRight}{ArrowRight}', '3'],
  ['{Tab}{Tab}{Tab}', '+4989200'],
  ['{Tab}{Shift>}{Tab}{/Shift}', '+4989100'],
  ['{End}', '3'],
  ['{End}{Home}', '+4989100'],
  ['{Control>}{End}{/Control}{ArrowUp}', '2'],
  ['{ArrowDown}{ArrowDown}{Control>}{Home}{/Control}', '+4989100'],
  ['{ArrowUp}', 'numberText'],
])('moves by %s to the cell with %s', async (keys, text) => {
  await openTable()
  await focusGrid()
  await type(keys)
  await expect.poll(activeText).toBe(text)
})

it.each([
  ['Enter continues with the text that is there', '{Enter}1{Enter}', { number: '+49891001' }, '+4989200'],
  ['F2 does the same', '{F2}2{Enter}', { number: '+49891002' }, '+4989200'],
  ['a letter replaces it', '+41{Enter}', { number: '+41' }, '+4989200'],
  ['Tab saves and moves to the right', '{ArrowRight}x{Tab}', { plan: 'x' }, '3'],
  ['Shift+Tab saves and moves to the left', '{ArrowRight}x{Shift>}{Tab}{/Shift}', { plan: 'x' }, '+4989100'],
  ['Shift+Enter saves and moves up', '{ArrowRight}x{Shift>}{Enter}{/Shift}', { plan: 'x' }, 'planText'],
  ['Delete empties the cell', '{ArrowRight}{Delete}', { plan: '' }, ''],
  ['Backspace does too', '{ArrowRight}{Backspace}', { plan: '' }, ''],
])('edits by keys: %s', async (_, keys, values, next) => {
  const sent = await openTable()
  await focusGrid()
  await type(keys)
  await expect.poll(() => written(sent)).toEqual([`PUT r1 ${JSON.stringify(values)}`])
  await expect.poll(activeText).toBe(next)
  await expect.element(grid).toHaveFocus()
})

it('leaves a cell as it was with Esc', async () => {
  const sent = await openTable()
  await focusGrid()
  await type('{ArrowRight}platinum')
  await expect.element(page.getByRole('textbox', { name: 'plan' })).toHaveValue('platinum')
  await type('{Escape}')
  await expect.element(cell(1, 'plan')).toHaveTextContent('gold')
  expect(written(sent)).toEqual([])
})

it('edits what is double-clicked, and saves it when the pointer goes elsewhere', async () => {
  const sent = await openTable()
  await cell(2, 'plan').dblClick()
  await page.getByRole('textbox', { name: 'plan' }).fill('gold')
  await cell(3, 'number').click()
  await expect.element(cell(2, 'plan')).toHaveTextContent('gold')
  expect(written(sent)).toEqual(['PUT r2 {"plan":"gold"}'])
  expect(activeText()).toBe('+4930300')
})

it('saves nothing where the text is the same', async () => {
  const sent = await openTable()
  await focusGrid()
  await type('{Enter}{Enter}{ArrowUp}y{Backspace}{Escape}')
  await expect.poll(activeText).toBe('+4989100')
  expect(written(sent)).toEqual([])
})

it('undoes the last edits with Ctrl+Z, the latest first', async () => {
  const sent = await openTable()
  await focusGrid()
  await type('{ArrowRight}one{Enter}two{Enter}')
  await expect.element(cell(2, 'plan')).toHaveTextContent('two')
  await type('{Control>}z{/Control}')
  await expect.element(cell(2, 'plan')).toHaveTextContent('silver')
  await type('{Control>}z{/Control}')
  await expect.element(cell(1, 'plan')).toHaveTextContent('gold')
  await expect
    .poll(() => written(sent))
    .toEqual(['PUT r1 {"plan":"one"}', 'PUT r2 {"plan":"two"}', 'PUT r2 {"plan":"silver"}', 'PUT r1 {"plan":"gold"}'])
})

it('switches true and false with Space', async () => {
  const columns = customers.columns.map((column) => ({
    ...column,
    ...(column.id === 'c2' ? { type: 'boolean' as const } : {}),
  }))
  const sent = await openTable({ table: { ...customers, columns }, rows: [{ ...ROWS[0], plan: true }] })
  await focusGrid()
  await type('{ArrowRight} ')
  await expect.element(cell(1, 'plan')).toHaveTextContent('false')
  await type(' ')
  await expect.element(cell(1, 'plan')).toHaveTextContent('true')
  expect(written(sent)).toEqual(['PUT r1 {"plan":"false"}', 'PUT r1 {"plan":"true"}'])
})

it('copies the text of the cell', async () => {
  await openTable()
  await focusGrid()
  const clipboardData = new DataTransfer()
  grid.element().dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }))
  expect(clipboardData.getData('text/plain')).toBe('+4989100')
})

const onlyNumbers = ({ calls }: Record<string, unknown>): TableError[] =>
  calls !== undefined && Number.isNaN(Number(calls))
    ? [{ line: 0, column: 'calls', message: `“${calls}” is not a number.` }]
    : []

it('keeps a refused text in its cell with the reason, until Esc restores the old one', async () => {
  await openTable({ more: { check: onlyNumbers } })
  await focusGrid()
  await type('{End}many{Enter}')
  await expect.element(page.getByRole('alert')).toMatchTextContent('1 cell is not saved')
  await expect.element(cell(1, 'calls')).toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect.element(cell(1, 'calls')).toMatchTextContent('“many” is not a number.')
  await expect.element(cell(1, 'calls')).toHaveAttribute('aria-describedby')
  await type('{Escape}')
  await expect.element(cell(1, 'calls')).toHaveTextContent('3')
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
})

it('saves a refused text once it is fixed', async () => {
  const sent = await openTable({ more: { check: onlyNumbers } })
  await focusGrid()
  await type('{End}many{Enter}')
  await page.getByRole('button', { name: 'Show' }).click()
  await type('4{Enter}')
  await expect.element(cell(1, 'calls')).toHaveTextContent('4')
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  expect(written(sent)).toEqual(['PUT r1 {"calls":"many"}', 'PUT r1 {"calls":"4"}'])
})

it('creates a row when its key is typed, and goes on to the key of the next one', async () => {
  const sent = await openTable()
  await page.getByRole('button', { name: 'Add row' }).click()
  await type('+43{Tab}free{Tab}7{Tab}')
  await expect.element(cell(4, 'number')).toHaveTextContent('+43')
  await expect.element(cell(4, 'calls')).toHaveTextContent('7')
  await expect.poll(activeText).toBe('Type a number to add a row')
  await expect.element(page.getByText('4 rows', { exact: true })).toBeVisible()
  expect(written(sent)[0]).toMatch(/^POST \{"number":"\+43"/)
})

it('keeps what is typed into a new row until it has a key', async () => {
  const sent = await openTable()
  await focusGrid()
  await type('{Control>}{End}{/Control}{ArrowLeft}free{Enter}')
  await cell(4, 'plan').click()
  await expect.element(cell(4, 'plan')).toMatchTextContent('Not saved until the row has a number.')
  expect(written(sent)).toEqual([])
  await type('{Home}+43{Enter}')
  await expect.poll(() => written(sent)).toEqual(['POST {"number":"+43","plan":"free"}'])
})

it('pastes a range over rows, past the last one too, and one undo takes all of it back', async () => {
  const sent = await openTable()
  await focusGrid()
  await type('{ArrowDown}{ArrowDown}')
  pasteText('+1\tgold\r\n+2\tfree\r\n')
  await expect.element(cell(3, 'number')).toHaveTextContent('+1')
  await expect.element(cell(4, 'plan')).toHaveTextContent('free')
  await expect.element(page.getByText('4 rows', { exact: true })).toBeVisible()
  expect(written(sent)).toEqual(['PUT r3 {"number":"+1","plan":"gold"}', 'POST {"number":"+2","plan":"free"}'])
  await type('{Control>}z{/Control}')
  await expect.element(cell(3, 'number')).toHaveTextContent('+4930300')
  await expect.element(page.getByText('3 rows', { exact: true })).toBeVisible()
})

it('saves the cells of a pasted row that fit, where one does not', async () => {
  const sent = await openTable({ more: { check: onlyNumbers } })
  await focusGrid()
  await type('{ArrowRight}')
  pasteText('platinum\tmany')
  await expect.element(page.getByRole('alert')).toMatchTextContent('1 cell is not saved')
  await expect.element(cell(1, 'plan')).toHaveTextContent('platinum')
  await expect
    .poll(() => written(sent))
    .toEqual(['PUT r1 {"plan":"platinum","calls":"many"}', 'PUT r1 {"plan":"platinum"}', 'PUT r1 {"calls":"many"}'])
})

it('pastes a single text into the cell', async () => {
  const sent = await openTable()
  await focusGrid()
  await type('{ArrowRight}')
  pasteText('platinum')
  await expect.poll(() => written(sent)).toEqual(['PUT r1 {"plan":"platinum"}'])
})

it.each([
  ['too wide', 'a\tb\tc\td', 'Nothing was pasted: the range has 4 columns, and the table has 3 from here.'],
  ['too long', 'a\n'.repeat(501), 'The range has 501 rows, and at most 500 can be pasted at once.'],
])('refuses a range that is %s', async (_, text, words) => {
  const sent = await openTable()
  await focusGrid()
  pasteText(text)
  await expect.element(page.getByRole('alert')).toMatchTextContent(words)
  expect(written(sent)).toEqual([])
})

it('refuses to add rows to a table that is sorted', async () => {
  await openTable()
  await page.getByRole('columnheader', { name: /plan/ }).click()
  await expect.element(cell(1, 'plan')).toHaveTextContent('basic')
  await type('{ArrowDown}{ArrowDown}{ArrowDown}')
  grid.element().focus()
  pasteText('a\nb')
  await expect.element(page.getByRole('alert')).toMatchTextContent('Clear the search and the sorting first')
})

it('sorts by a column upwards, downwards, and then as the rows were added', async () => {
  await openTable()
  const plan = page.getByRole('columnheader', { name: /plan/ })
  for (const [order, first] of [
    ['ascending', 'basic'],
    ['descending', 'silver'],
    ['none', 'gold'],
  ] as const) {
    await plan.click()
    await expect.element(plan).toHaveAttribute('aria-sort', order)
    await expect.element(cell(1, 'plan')).toHaveTextContent(first)
  }
})

it('sorts by Enter on the name of a column', async () => {
  await openTable()
  await focusGrid()
  await type('{ArrowRight}{ArrowUp}{Enter}')
  await expect.element(page.getByRole('columnheader', { name: /plan/ })).toHaveAttribute('aria-sort', 'ascending')
  await expect.element(cell(1, 'plan')).toHaveTextContent('basic')
})

const box = (row: number) => page.getByRole('checkbox', { name: `Select row ${row}` })

it.each([
  ['Shift+Space on two rows', async () => type('{Shift>} {/Shift}{ArrowDown}{Shift>} {/Shift}'), 2],
  ['Shift and an arrow', async () => type('{Shift>}{ArrowDown}{ArrowDown}{/Shift}'), 3],
  [
    'Shift+Space twice on one row',
    async () => type('{Shift>} {/Shift}{ArrowDown}{Shift>} {/Shift}{Shift>} {/Shift}'),
    1,
  ],
  [
    'a click, and a click with Shift',
    async () => {
      await box(1).click()
      await box(3).click({ modifiers: ['Shift'] })
    },
    3,
  ],
])('selects rows by %s', async (_, gesture, count) => {
  await openTable()
  await focusGrid()
  await gesture()
  const words = count === 1 ? 'Delete 1 row' : `Delete ${count} rows`
  await expect.element(page.getByRole('button', { name: words })).toBeVisible()
  await expect.element(box(1)).toBeChecked()
})

it('deletes the selected rows after a question', async () => {
  const sent = await openTable()
  await focusGrid()
  await type('{Shift>}{ArrowDown}{/Shift}{Delete}')
  const question = page.getByRole('dialog', { name: 'Delete 2 rows?' })
  await expect.element(question).toMatchTextContent('This cannot be undone.')
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect(written(sent)).toEqual([])
  await page.getByRole('button', { name: 'Delete 2 rows' }).click()
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect.element(page.getByText('1 row', { exact: true })).toBeVisible()
  await expect.element(cell(1, 'number')).toHaveTextContent('+4930300')
  expect(written(sent)).toEqual(['POST {"ids":["r1","r2"]}'])
})

it('says why rows cannot be deleted, and keeps them selected', async () => {
  await openTable({ more: { 'POST /tables/t1/rows/delete': () => problem(403, 'Not allowed.') } })
  await box(1).click()
  await page.getByRole('button', { name: 'Delete 1 row' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect.element(page.getByRole('alert')).toMatchTextContent('Not allowed.')
  await expect.element(box(1)).toBeChecked()
})

it('says until when a row is kept that a call wrote', async () => {
  const expiresAt = '2099-01-05T09:00:00.000Z'
  const row = { id: 'r1', values: ROWS[0], expiresAt }
  await openTable({ more: { 'GET /tables/t1/rows': { rows: [row], total: 1 } } })
  await expect.element(cell(1, 'number')).toMatchTextContent('until ')
})

it('says why the rows cannot be read, and tries again', async () => {
  let isBroken = true
  const rows = () => (isBroken ? problem(403, 'Not allowed.') : { rows: [{ id: 'r1', values: ROWS[0] }], total: 1 })
  const opening = openTable({ more: { 'GET /tables/t1/rows': rows } })
  await expect.element(page.getByRole('alert')).toMatchTextContent('Not allowed.')
  isBroken = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await opening
  await expect.element(cell(1, 'number')).toHaveTextContent('+4989100')
})

it('reaches every row of a long table', async () => {
  const rows = Array.from({ length: 150 }, (_, index) => ({ number: `+1${String(index).padStart(3, '0')}` }))
  await openTable({ rows })
  await expect.element(page.getByText('150 rows', { exact: true })).toBeVisible()
  expect(page.getByRole('row').elements().length).toBeLessThan(60)
  grid.element().focus()
  await userEvent.keyboard('{Control>}{End}{/Control}{ArrowUp}{Home}')
  await expect.poll(activeText).toBe('+1149')
  await expect.element(page.getByText('+1149')).toBeVisible()
})
