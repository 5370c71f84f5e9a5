/** What the studio has in the tests: valid answers of the API, to serve as they are or with changes. */
import type { Table, TableList } from '@callflow-studio/model/api'

const AT = '2026-01-05T09:00:00.000Z'

const customers: Table = {
  id: 't1',
  name: 'Customers',
  columns: [
    { id: 'c1', name: 'number', type: 'text' },
    { id: 'c2', name: 'plan', type: 'text' },
    { id: 'c3', name: 'calls', type: 'number' },
  ],
  keyColumn: 'number',
  live: true,
  revision: 1,
  rowCount: 2,
  usedBy: [],
  createdAt: AT,
  updatedAt: AT,
}

export const tableList: TableList = {
  tables: [customers, { ...customers, id: 't2', name: 'Branches' }],
}
