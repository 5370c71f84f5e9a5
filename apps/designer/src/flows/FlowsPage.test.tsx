/** The list of flows: finding, sorting, and everything that is done with a flow as a whole. */
import type { FlowSummary } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { Address, address } from '../testing/Address.tsx'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { flowList, openedFlow, studioInfo } from '../testing/sample-answers.ts'
import { type Answers, type ApiRequest, problem, serveApi } from '../testing/serve-api.ts'
import { callList, callRequest } from '../testing/serve-calls.ts'
import { FlowsPage } from './FlowsPage.tsx'

const [frontDesk] = flowList.flows as [FlowSummary]
const document = flow().step('hello', 'tts', { text: 'Hi' }).chain('hello').build()
const full = { ...openedFlow, document }

const calls = (count: number, errors = 0) => ({ ...frontDesk.callsToday, calls: count, errors })
const live: FlowSummary = {
  ...frontDesk,
  id: 'f3',
  name: 'Support',
  liveVersion: 4,
  latestVersion: 4,
  callsToday: calls(12, 1),
  updatedAt: '2026-01-04T09:00:00.000Z',
}
const sales: FlowSummary = { ...frontDesk, id: 'f2', name: 'Sales', updatedAt: '2026-01-03T09:00:00.000Z' }
const gone: FlowSummary = { ...frontDesk, id: 'f8', name: 'Old line', deletedAt: '2026-01-05T09:00:00.000Z' }

interface Opened {
  flows?: readonly FlowSummary[]
  trash?: readonly FlowSummary[]
  more?: Answers
  state?: unknown
}

async function open({ flows = [frontDesk, live, sales], trash = [], more, state }: Opened = {}) {
  const sent = serveApi({
    'GET /flows': ({ path }: ApiRequest) => ({ flows: path.includes('trash=true') ? trash : flows }),
    'GET /flows/:id': full,
    'GET /studio': studioInfo,
    'GET /examples': { examples: [] },
    ...more,
  })
  await renderInStudio(
    <>
      <Address />
      <FlowsPage />
    </>,
    { pathname: '/', state },
  )
  await expect.element(page.getByRole('heading', { name: 'Flows' })).toBeVisible()
  return sent
}

const row = (name: string) => page.getByRole('row').filter({ hasText: name })
const names = () =>
  page
    .getByRole('row')
    .elements()
    .slice(1)
    .map((line) => line.querySelector('a, span')?.textContent)
const menu = async (name: string, item: string) => {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}
const show = (shelf: RegExp) => page.getByRole('radiogroup', { name: 'Show' }).getByText(shelf).click()
const search = page.getByRole('searchbox', { name: 'Search names, texts, numbers, ids' })
const bodyOf = (sent: readonly ApiRequest[], method: string) => sent.find((request) => request.method === method)?.body

it.each<[string, Partial<FlowSummary>, string]>([
  ['never published', {}, 'Never publishedDraft'],
  ['live', { liveVersion: 4, latestVersion: 4 }, 'Version 4 is live'],
  ['unpublished', { latestVersion: 4 }, 'Unpublished, latest is version 4'],
  ['changed since', { liveVersion: 4, latestVersion: 4, draftChanged: true, changedSteps: 2 }, 'live2 changes'],
  ['moved since', { liveVersion: 4, latestVersion: 4, draftChanged: true }, 'liveSteps moved'],
  ['for one KAZOO', { kazoo: '4.3' }, '1 step · KAZOO 4.3'],
  ['with steps of some KAZOO', { needsKazoo: ['5.0-dev', '5'] }, 'Needs KAZOO 5.0-dev or 5'],
  ['with steps of no KAZOO', { needsKazoo: [] }, 'No KAZOO version has all of its steps'],
])('says of a flow that it is %s', async (_, more, words) => {
  await open({ flows: [{ ...frontDesk, ...more }] })
  await expect.element(row('Front desk')).toMatchTextContent(words)
})

it.each([
  ['All 3', ['Front desk', 'Support', 'Sales']],
  ['Live 1', ['Support']],
  ['Drafts 2', ['Front desk', 'Sales']],
])('shows the flows of “%s”', async (label, expected) => {
  await open()
  await expect.poll(names).toHaveLength(3)
  await show(new RegExp(label))
  await expect.poll(names).toEqual(expected)
})

it.each([
  ['Last changed', ['Front desk', 'Support', 'Sales']],
  ['Name', ['Front desk', 'Sales', 'Support']],
  ['Most calls today', ['Support', 'Front desk', 'Sales']],
])('sorts by “%s”', async (order, expected) => {
  await open()
  await page.getByRole('combobox', { name: 'Sort by' }).click()
  await page.getByRole('option', { name: order }).click()
  await expect.poll(names).toEqual(expected)
})

it('lets the server search, and clears the search', async () => {
  const sent = await open({
    more: {
      'GET /flows': ({ path }: ApiRequest) => ({
        flows: path.includes('q=sa') ? [sales] : path.includes('q=') || path.includes('true') ? [] : [frontDesk, sales],
      }),
    },
  })
  await search.fill(' sa ')
  await expect.poll(names).toEqual(['Sales'])
  await search.fill('nothing')
  await expect.element(page.getByText(/^Nothing found for “nothing”/)).toBeVisible()
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect.poll(names).toEqual(['Front desk', 'Sales'])
  expect(sent.some(({ path }) => path.includes('q=sa&') || path.endsWith('q=sa'))).toBe(true)
})

it('opens a flow by its name and by a click in its row', async () => {
  await open()
  await expect.element(row('Sales').getByRole('link', { name: 'Sales' })).toHaveAttribute('href', '/flows/f2')
  await row('Support').getByRole('cell').nth(1).click()
  await expect.element(address).toHaveTextContent('/flows/f3')
})

it('creates a flow in the zone and language of the studio, and opens it', async () => {
  const sent = await open({
    more: {
      'GET /studio': { ...studioInfo, defaultTimezone: 'Europe/Berlin', defaultLocale: 'de-DE' },
      'POST /flows': { ...full, id: 'f9' },
    },
  })
  await page.getByRole('button', { name: 'New flow' }).click()
  const dialog = page.getByRole('dialog', { name: 'New flow' })
  await expect.element(dialog.getByRole('button', { name: 'Create' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('  Night line ')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect.element(address).toHaveTextContent('/flows/f9')
  expect(bodyOf(sent, 'POST')).toMatchObject({
    name: 'Night line',
    document: { settings: { timezone: 'Europe/Berlin', locale: 'de-DE', timezoneChosen: true } },
  })
})

it.each([
  ['new', 'New flow'],
  ['import', 'Import flows'],
])('opens the dialog that “Go to” asked for: %s', async (asked, title) => {
  await open({ state: { asked } })
  await expect.element(page.getByRole('dialog', { name: title })).toBeVisible()
})

it('renames a flow', async () => {
  const sent = await open({ more: { 'PUT /flows/f2': full } })
  await menu('Sales', 'Rename')
  const name = page.getByRole('dialog', { name: 'Rename' }).getByRole('textbox', { name: 'Name' })
  await expect.element(name).toHaveValue('Sales')
  await name.fill('Orders')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  expect(bodyOf(sent, 'PUT')).toMatchObject({ name: 'Orders', revision: 7, document: { nodes: document.nodes } })
})

it('duplicates a flow with its steps', async () => {
  const sent = await open({ more: { 'POST /flows': { ...full, id: 'f9' } } })
  await row('Sales').hover()
  await page.getByRole('button', { name: 'Duplicate Sales' }).click()
  await expect
    .poll(() => bodyOf(sent, 'POST'))
    .toMatchObject({ name: 'Sales copy', document: { nodes: document.nodes } })
  await expect.element(address).toHaveTextContent('/')
})

it('moves a draft into the trash at once, and one press restores it', async () => {
  const sent = await open({
    more: { 'DELETE /flows/f2': () => new Response(null, { status: 204 }), 'POST /flows/f2/restore': full },
  })
  await menu('Sales', 'Delete')
  await expect.element(page.getByText('Sales deleted.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => sent.some(({ path }) => path === '/flows/f2/restore')).toBe(true)
  await expect.element(page.getByText('Sales deleted.')).not.toBeInTheDocument()
})

it('offers to restore what the editor has just deleted', async () => {
  await open({ state: { deleted: { id: 'f8', name: 'Old line' } } })
  await expect.element(page.getByText('Old line deleted.')).toBeVisible()
})

const now = new Date().toISOString()
const today = (...numbers: string[]) =>
  numbers.map((to, index) => callRequest(String(index + 1), { callId: `c${index}`, hop: 1, to, at: now }))

it.each([
  ['no calls', callList([]), 'It had no calls today.'],
  ['one call', callList(today('+14155550142')), 'It had 1 call today. Numbers called: +1 415 555 0142.'],
  [
    'many numbers',
    callList(today('1', '2', '3', '4', '5')),
    'It had 5 calls today. Numbers called: 1, 2, 3, and 2 more.',
  ],
  ['more than a page', callList(today('1'), { next: '1' }), 'It had at least 1 call today.'],
])('asks before a live flow is deleted, and says what that hits: %s', async (_, list, words) => {
  const sent = await open({
    more: { 'GET /calls': list, 'DELETE /flows/f3': () => new Response(null, { status: 204 }) },
  })
  await menu('Support', 'Delete')
  const question = page.getByRole('dialog', { name: 'Delete Support?' })
  await expect.element(question).toMatchTextContent(`Version 4 is live. ${words}`)
  await expect.element(question).toMatchTextContent('You can restore the flow from the trash.')
  await expect.element(question).toMatchTextContent('After 90 days there it is deleted for good')
  expect(sent.some(({ method }) => method === 'DELETE')).toBe(false)
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect.element(page.getByText('Support deleted.')).toBeVisible()
})

it('says that the calls of today are unknown where the log cannot be read', async () => {
  await open({ more: { 'GET /calls': () => problem(403, 'Not allowed.') } })
  await menu('Support', 'Delete')
  await expect.element(page.getByRole('dialog')).toMatchTextContent('The number of calls today is unknown')
})

it('restores a flow from the trash', async () => {
  const sent = await open({ trash: [gone], more: { 'POST /flows/f8/restore': full } })
  await show(/Trash/)
  await expect.element(page.getByText('Deleted', { exact: true })).toBeVisible()
  await expect.element(row('Old line')).toMatchTextContent(/days? left/)
  await expect.element(row('Old line').getByRole('link')).not.toBeInTheDocument()
  await row('Old line').getByRole('button', { name: 'Restore' }).click()
  await expect.poll(() => sent.some(({ path }) => path === '/flows/f8/restore')).toBe(true)
})

it.each([
  [/Trash/, 'The trash is empty.'],
  [/Live/, 'No flows here.'],
])('says so where there is nothing in %s', async (shelf, words) => {
  await open({ flows: [frontDesk] })
  await show(shelf)
  await expect.element(page.getByText(words)).toBeVisible()
})

it('says why something cannot be done', async () => {
  await open({ more: { 'POST /flows': () => problem(507, 'The disk is full.') } })
  await menu('Sales', 'Duplicate')
  await expect.element(page.getByRole('alert')).toHaveTextContent('The disk is full.')
})

it('says why the flows cannot be read, and tries again', async () => {
  let isBroken = true
  await open({ more: { 'GET /flows': () => (isBroken ? problem(403, 'Not allowed.') : { flows: [sales] }) } })
  await expect.element(page.getByRole('alert')).toMatchTextContent('Not allowed.')
  isBroken = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.element(row('Sales')).toBeVisible()
})

const example = {
  id: 'e1',
  name: 'Route by caller',
  description: 'Finds the caller in a table.',
  document: flow().step('find', 'data.table', { table: 'example-table' }).chain('find').build(),
  tests: 'test: Callers are known\n',
  tables: [{ id: 'example-table', name: 'Callers', columns: [{ name: 'number', type: 'text' }], keyColumn: 'number' }],
}

it('greets a newcomer with examples, which bring their own tables and tests', async () => {
  const sent = await open({
    flows: [],
    more: {
      'GET /examples': { examples: [example] },
      'POST /tables': ({ body }: ApiRequest) => ({
        id: 't7',
        revision: 1,
        rowCount: 0,
        usedBy: [],
        live: false,
        createdAt: now,
        updatedAt: now,
        ...(body as object),
        columns: [{ id: 'c1', name: 'number', type: 'text' }],
      }),
      'POST /flows': { ...full, id: 'f9' },
      'POST /flows/f9/tests': { tests: [] },
    },
  })
  await expect.element(page.getByRole('heading', { name: 'Create your first flow' })).toBeVisible()
  await page.getByRole('button', { name: 'Use this example: Route by caller' }).click()
  await expect.element(address).toHaveTextContent('/flows/f9')
  const created = sent.find(({ method, path }) => method === 'POST' && path === '/flows')?.body
  expect(JSON.stringify(created)).toContain('"table":"t7"')
  expect(sent.find(({ path }) => path === '/flows/f9/tests')?.body).toEqual({ text: 'test: Callers are known\n' })
})

it('leads from an empty studio to the trash', async () => {
  await open({ flows: [], trash: [gone] })
  await page.getByRole('button', { name: 'Trash' }).click()
  await expect.element(row('Old line')).toBeVisible()
})

it('offers the examples where there are flows, too', async () => {
  await open({ more: { 'GET /examples': { examples: [example] } } })
  await page.getByRole('button', { name: 'New flow' }).click()
  await page.getByRole('button', { name: 'Start from an example' }).click()
  await expect
    .element(page.getByRole('dialog', { name: 'Examples' }).getByText('Finds the caller in a table.'))
    .toBeVisible()
})

it('says why the examples cannot be read', async () => {
  await open({ flows: [], more: { 'GET /examples': () => problem(403, 'No examples.') } })
  await expect.element(page.getByRole('alert')).toMatchTextContent('No examples.')
})
