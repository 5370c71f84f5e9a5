/** One table as it is opened in the studio, and what hands do in its grid. */
import type { Table, TableRow } from '@callflow-studio/model/api'
import { Route, Routes } from 'react-router'
import { expect } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { TablePage } from '../tables/TablePage.tsx'
import { Address } from './Address.tsx'
import { renderInStudio } from './render-in-studio.tsx'
import { customers } from './sample-answers.ts'
import { serveTable } from './serve-table.ts'

/** Three customers, by number. */
export const ROWS = [
  { number: '+4989100', plan: 'gold', calls: 3 },
  { number: '+4989200', plan: 'silver', calls: 1 },
  { number: '+4930300', plan: 'basic', calls: 2 },
] as const satisfies TableRow['values'][]

interface Opened {
  table?: Table
  rows?: readonly TableRow['values'][]
  more?: Parameters<typeof serveTable>[2]
  state?: unknown
}

/** @returns the requests that were sent, once the rows are on the screen */
export async function openTable({ table = { ...customers, live: false }, rows = ROWS, more, state }: Opened = {}) {
  const sent = serveTable(table, rows, more)
  await renderInStudio(
    <div style={{ height: 700 }}>
      <Address />
      <Routes>
        <Route path="/tables/:id" element={<TablePage />} />
        <Route path="*" element={null} />
      </Routes>
    </div>,
    { pathname: `/tables/${table.id}`, state },
  )
  await expect.element(grid).toHaveAttribute('aria-busy', 'false')
  return sent
}

export const grid = page.getByRole('grid', { name: /^Rows of/ })

/** @param row from 1; the last one is the empty row, where a new one is typed */
export const cell = (row: number, column: 'number' | 'plan' | 'calls') =>
  page.getByRole('row').nth(row).getByRole('gridcell').nth(['number', 'plan', 'calls'].indexOf(column))

/** The cell that the keys act on, by its text. */
export const activeText = (): string | null | undefined =>
  document.getElementById(grid.element().getAttribute('aria-activedescendant') ?? '')?.textContent

/** As a hand on a keyboard does it. @example await type('{ArrowDown}{Enter}platinum{Enter}') */
export const type = async (keys: string): Promise<void> => userEvent.keyboard(keys)

/** What a spreadsheet has on the clipboard is pasted into the grid. */
export function pasteText(text: string): void {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  grid.element().dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}

/** What was written, as `POST {"number":"+4989"}`. */
export const written = (sent: Awaited<ReturnType<typeof openTable>>): string[] =>
  sent
    .filter(({ method, path }) => method !== 'GET' && path.includes('/rows'))
    .map(({ method, path, body }) => {
      const row = /\/rows\/(r\d+)$/.exec(path)?.[1]
      return [method, row, JSON.stringify((body as { values?: unknown }).values ?? body)].filter(Boolean).join(' ')
    })
