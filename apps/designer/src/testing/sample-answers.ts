/** What the studio has in the tests: valid answers of the API, to serve as they are or with changes. */
import type {
  Connection,
  Flow,
  FlowList,
  FlowSummary,
  KazooAccount,
  ListedDays,
  Studio,
  SwitchList,
  Table,
  TableList,
  Version,
} from '@callflow-studio/model/api'

const AT = '2026-01-05T09:00:00.000Z'

export const customers: Table = {
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

/** A list of days is a table with dates. */
export const holidays: Table = {
  ...customers,
  id: 't3',
  name: 'Holidays',
  columns: [{ id: 'c1', name: 'date', type: 'text' }],
  keyColumn: 'date',
}

export const tableList: TableList = {
  tables: [
    customers,
    { ...customers, id: 't2', name: 'Branches' },
    holidays,
    { ...holidays, id: 't4', name: 'Half days' },
  ],
}

export const dayList: ListedDays = { name: 'Holidays', days: [{ date: '01-01', name: 'New Year' }], problems: [] }

export const switchList: SwitchList = {
  switches: ['Office', 'Warehouse'].map((name, index) => ({
    id: `s${index + 1}`,
    name,
    state: 'automatic',
    until: null,
    changedAt: null,
    changedBy: null,
    usedBy: [],
  })),
}

const frontDesk: FlowSummary = {
  id: 'f1',
  name: 'Front desk',
  revision: 1,
  liveVersion: null,
  latestVersion: null,
  format: 'kazoo',
  kazoo: null,
  needsKazoo: null,
  draftChanged: false,
  changedSteps: 0,
  pivotUrl: 'https://studio.example/pivot/f1/key',
  createdAt: AT,
  updatedAt: AT,
  deletedAt: null,
  steps: 1,
  outline: [],
  callsToday: { byHour: Array.from({ length: 24 }, () => ({ calls: 0, errors: 0 })), calls: 0, errors: 0 },
}

export const flowList: FlowList = { flows: [frontDesk, { ...frontDesk, id: 'f2', name: 'Sales' }] }

/** A flow as it is opened: what `flow.show` answers, without its document. */
export const openedFlow = {
  id: 'f1',
  name: 'Front desk',
  revision: 7,
  liveVersion: 2,
  latestVersion: 2,
  draftChanged: false,
  pivotUrl: frontDesk.pivotUrl,
  createdAt: AT,
  updatedAt: AT,
} as const satisfies Omit<Flow, 'document'>

export const studioInfo: Studio = {
  version: '0.1.0',
  publicUrl: 'https://studio.example',
  publicUrlProblem: null,
  kazooVersion: 'any',
  defaultTimezone: null,
  defaultLocale: null,
  callEndsAfterMinutes: 360,
  deletedFlowsDays: 90,
}

export const versionOf = (version: number, document: Flow['document'], more: Partial<Version> = {}): Version => ({
  version,
  note: '',
  publishedAt: AT,
  isLive: false,
  changedSteps: 1,
  tests: null,
  document,
  ...more,
})

/** A connection of a reseller. */
export const acme: Connection = {
  id: 'c1',
  baseUrl: 'https://kazoo.example.com:8443/v2',
  accountId: 'a1'.repeat(16),
  accountName: 'Acme',
  isReseller: true,
  version: '4.3.142',
  signIn: { type: 'api-key', username: null },
  isReadable: true,
  updatedAt: AT,
}

/** What it reaches: its own account, and one below that. */
export const kazooAccounts: KazooAccount[] = [
  { id: acme.accountId, name: 'Acme', connectionId: acme.id, parentIds: [] },
  { id: 'b2'.repeat(16), name: 'Acme West', connectionId: acme.id, parentIds: [acme.accountId] },
]

/** What a route answers that has no answer. */
export const noContent = (): Response => new Response(null, { status: 204 })
