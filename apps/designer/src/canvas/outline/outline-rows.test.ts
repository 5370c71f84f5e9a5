import { flow } from '@callflow-studio/model/testing'
import { expect, it } from 'vitest'
import { type OutlineRow, outlineRows, parentOf } from './outline-rows.ts'

const document = flow()
  .step('menu', 'input.menu', { choices: [{ digits: '1', label: 'Sales' }] })
  .step('sales', 'user', { id: 'a' })
  .chain('menu')
  .edge('menu.1', 'sales')
  .edge('menu.timeout', 'menu')
  .build()
const rows = outlineRows(document)

const told = (row: OutlineRow) =>
  row.kind === 'open'
    ? `${row.depth} open: ${row.ports.join(', ')}`
    : `${row.depth} ${row.port ?? ''} → ${row.node.id} ${row.kind}`

it('tells a flow in call order: ports, where the call goes on further up, what is not connected', () =>
  expect(rows.map(told)).toEqual([
    '0  → start step',
    '0  → menu step',
    '1 open: Wrong key',
    '1 1 Sales → sales step',
    '1 open: Not answered',
    '1 No key → menu repeat',
    '0  → error step',
    '0 open: ',
  ]))

it('knows the row that a row stands below', () => {
  expect(parentOf(rows, 3)).toBe(1)
  expect(parentOf(rows, 1)).toBe(-1)
})
