/** The list of calls: what a row says, filters, the search of the log, and calls that come in. */
import type { CallRequest, CallRequestDetail } from '@callflow-studio/model/api'
import { Route, Routes } from 'react-router'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { Address, address } from '../testing/Address.tsx'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { flowList } from '../testing/sample-answers.ts'
import { type Answers, type ApiRequest, problem } from '../testing/serve-api.ts'
import { callDetail, callRequest, openCallStream, serveCalls, summaryList } from '../testing/serve-calls.ts'
import { CallsPage } from './CallsPage.tsx'

/** Each request a call of its own, under its name. */
const callOf = (id: string, callerName: string, more: Partial<CallRequestDetail> = {}) =>
  callDetail(id, { callId: `call-${id}`, callerName, hop: 1, ...more })

async function open(details: readonly CallRequestDetail[], more: Answers = {}, path = '/calls') {
  const stream = openCallStream()
  const sent = serveCalls(details, more)
  await renderInStudio(
    <div style={{ display: 'grid', gridTemplateRows: 'auto 600px' }}>
      <Address />
      <Routes>
        <Route path="/calls/:callId?" element={<CallsPage />} />
        <Route path="/flows/:id/calls/:callId?" element={<CallsPage />} />
      </Routes>
    </div>,
    path,
  )
  await expect.element(page.getByRole('heading', { name: 'Calls' })).toBeVisible()
  return { sent, stream }
}

/** The calls of the list, from the top. */
const rows = () =>
  page
    .getByRole('link')
    .elements()
    .map((row) => row.textContent ?? '')
const row = (name: string) => page.getByRole('link').filter({ hasText: name })
const search = page.getByRole('searchbox', { name: 'Search calls' })

it('shows one row a call: who, which flow, how many requests and how slow', async () => {
  await open([callDetail('1'), callDetail('2', { tookMs: 188 }), callOf('3', 'Bob', { version: 5 })])
  await expect.poll(rows).toHaveLength(2)
  await expect.element(row('Alice')).toMatchTextContent('9:00:01Alice Example+1 415 555 0100Front desk v42 requests')
  await expect.element(row('Alice')).toMatchTextContent('Handed to KAZOO188 ms')
  expect(rows()[0]).toContain('Bob') // the latest first
})

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()

it.each<[string, Partial<CallRequest>]>([
  ['In progress', { state: 'waiting', at: minutesAgo(1) }],
  ['No request for 12 min', { state: 'waiting', at: minutesAgo(12.5) }],
  ['No request for 3 h', { state: 'waiting', at: minutesAgo(190) }],
  ['Ended', { state: 'waiting' }],
  ['Handed to KAZOO', { state: 'handed_over' }],
  ['Failed', { state: 'error' }],
  ['slow', { tookMs: 1500 }],
  ['warning', { warnings: [{ nodeId: null, message: 'No digits.' }] }],
])('marks a call with “%s”', async (words, more) => {
  await open([callOf('1', 'Alice', more)])
  await expect.element(row('Alice').getByText(words, { exact: true })).toBeVisible()
})

it('has room for the longest state beside the call', async () => {
  await open([callOf('1', 'Alice', { state: 'waiting', at: minutesAgo(59.5) })])
  const chip = row('Alice').getByText('No request for 59 min')
  await expect.element(chip).toBeVisible()
  const link = row('Alice').element() as HTMLElement
  link.style.width = '433px' // as wide as the list beside a call
  expect(link.scrollWidth).toBeLessThanOrEqual(link.clientWidth)
})

it('shows a refused request with the reason and its status', async () => {
  await open([
    callOf('1', '', {
      callId: '',
      callerNumber: '',
      flowId: '',
      flowName: '',
      hop: 0,
      status: 404,
      state: 'error',
      error: 'There is no such flow.',
    }),
  ])
  await expect.element(row('Refused request')).toMatchTextContent('No flowThere is no such flow.FailedStatus 404')
})

const mixed = [
  callOf('1', 'Handed'),
  callOf('2', 'Broken', { state: 'error' }),
  callOf('3', 'Sluggish', { tookMs: 2100 }),
  callOf('4', 'Open', { state: 'waiting', at: minutesAgo(1) }),
]

it.each([
  ['In progress', ['Open']],
  ['Handed to KAZOO', ['Sluggish', 'Handed']],
  ['Failed', ['Broken']],
])('shows only calls with the state %s', async (state, names) => {
  await open(mixed)
  await page.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: state }).click()
  await expect.poll(() => rows().map((text) => names.find((name) => text.includes(name)))).toEqual(names)
})

it('shows slow calls, failed calls, or both', async () => {
  await open(mixed)
  const slow = page.getByRole('button', { name: 'Slow' })
  const errors = page.getByRole('button', { name: 'Errors' })
  await slow.click()
  await expect.element(slow).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(rows).toEqual([expect.stringContaining('Sluggish')])
  await errors.click()
  await expect.poll(rows).toEqual([expect.stringContaining('Sluggish'), expect.stringContaining('Broken')])
  await slow.click()
  await expect.poll(rows).toEqual([expect.stringContaining('Broken')])
})

it('says that the filters let nothing through, and clears them', async () => {
  await open([callOf('1', 'Alice')])
  await page.getByRole('button', { name: 'Errors' }).click()
  await expect.element(page.getByText(/^No call matches the filters\./)).toBeVisible()
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect.element(row('Alice')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Errors' })).toHaveAttribute('aria-pressed', 'false')
})

it('reads the calls of one flow', async () => {
  const { sent } = await open(mixed, { 'GET /flows': flowList })
  await page.getByRole('combobox', { name: 'Flow' }).click()
  await page.getByRole('option', { name: 'Sales' }).click()
  await expect.poll(() => sent.some(({ path }) => path.startsWith('/calls/summaries?flow=f2'))).toBe(true)
})

it('offers no other flow on the page of one', async () => {
  const { sent } = await open(mixed, {}, '/flows/f1/calls')
  await expect.element(row('Broken')).toHaveAttribute('href', '/flows/f1/calls/call-2')
  await expect.element(page.getByRole('combobox', { name: 'Flow' })).not.toBeInTheDocument()
  expect(sent.some(({ path }) => path.startsWith('/calls/summaries?flow=f1'))).toBe(true)
})

/** Answers a search with these pages, one after the other. */
const log = (...pages: ReturnType<typeof summaryList>[]) => ({
  'GET /calls/summaries': ({ path }: ApiRequest) => {
    const query = new URLSearchParams(path.split('?')[1])
    return query.get('q') === null ? summaryList([callOf('1', 'Alice')]) : pages[Number(query.get('before') ?? 0)]
  },
})

it('searches the log, and reads on where there is more', async () => {
  await open([], log(summaryList([callOf('9', 'Bob')], { next: '1' }), summaryList([callOf('8', 'Bobby')])))
  await search.fill('bob')
  await expect.poll(rows).toEqual([expect.stringContaining('Bob')])
  await page.getByRole('button', { name: 'Earlier calls' }).click()
  await expect.poll(rows).toHaveLength(2)
  await expect.element(page.getByRole('button', { name: 'Earlier calls' })).not.toBeInTheDocument()
})

it('exports what the filter lets through', async () => {
  await open(mixed, {}, '/calls?state=error&flow=f1')
  await page.getByRole('button', { name: 'Export' }).click()
  await expect
    .element(page.getByRole('menuitem', { name: 'As a table (CSV)' }))
    .toHaveAttribute('href', '/api/calls/export.csv?flow=f1&outcome=error')
  await expect
    .element(page.getByRole('menuitem', { name: 'With all requests (NDJSON)' }))
    .toHaveAttribute('href', '/api/calls/export.ndjson?flow=f1&outcome=error')
})

it('says what it does not list yet', async () => {
  await open([], { 'GET /calls/summaries': summaryList([callOf('1', 'Alice')], { pending: 1200 }) })
  await expect.element(page.getByText('1,200 requests are not listed as calls yet.')).toBeVisible()
})

it('keeps the filter in the address, also of a call', async () => {
  const { sent } = await open(mixed, {}, '/calls?state=error&period=week')
  await expect.poll(() => sent.some(({ path }) => path.includes('outcome=error') && path.includes('from='))).toBe(true)
  await search.fill('brok')
  await expect.element(address).toHaveTextContent('/calls?q=brok&state=error&period=week')
  await row('Broken').click()
  await expect.element(address).toHaveTextContent('/calls/call-2?q=brok&state=error&period=week')
})

it('shows at once what is on the screen already, and says where it searches', async () => {
  let answer = (_: unknown) => {}
  await open([callOf('1', 'Alice'), callOf('2', 'Bob')], {
    'GET /calls/summaries': ({ path }: ApiRequest) =>
      path.includes('q=')
        ? new Promise((resolve) => (answer = resolve))
        : summaryList([callOf('1', 'Alice'), callOf('2', 'Bob')]),
  })
  await expect.poll(rows).toHaveLength(2)
  await search.fill('bob')
  await expect.poll(rows).toEqual([expect.stringContaining('Bob')])
  await expect.element(page.getByText('Searching the log…')).toBeVisible()
  await expect.poll(() => answer(summaryList([callOf('9', 'Old Bob')]))).toBeUndefined()
})

it('says that nothing is found, and clears the search', async () => {
  await open([], log(summaryList([])))
  await search.fill('nobody')
  await expect.element(page.getByText(/^Nothing found for “nobody”\./)).toBeVisible()
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect.element(row('Alice')).toBeVisible()
  await expect.element(search).toHaveValue('')
})

it('says why a search failed, and tries again', async () => {
  let isBroken = true
  await open([], {
    'GET /calls/summaries': ({ path }: ApiRequest) =>
      isBroken && path.includes('q=') ? problem(403, 'Not allowed.') : summaryList([callOf('2', 'Bob')]),
  })
  await search.fill('bob')
  await expect.element(page.getByRole('alert')).toMatchTextContent('Not allowed.')
  isBroken = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.element(row('Bob')).toBeVisible()
})

it('reads earlier calls', async () => {
  await open([], {
    'GET /calls/summaries': ({ path }: ApiRequest) =>
      path.includes('before=77')
        ? summaryList([callOf('1', 'Early')])
        : summaryList([callOf('9', 'Late')], { next: '77' }),
  })
  await page.getByRole('button', { name: 'Earlier calls' }).click()
  await expect.element(row('Early')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Earlier calls' })).not.toBeInTheDocument()
})

it('adds a call the moment it comes in, and keeps the counts', async () => {
  const { stream } = await open([callOf('1', 'Alice')])
  await expect.element(page.getByText('Connecting…')).toBeVisible()
  stream.connect()
  await expect.element(page.getByText('Live', { exact: true })).toBeVisible()
  stream.bring(callRequest('8', { callId: 'new', callerName: 'Bob' }))
  await expect.element(row('Bob')).toBeVisible()
  await expect
    .element(page.getByText(/today/))
    .toHaveTextContent('1,284 calls today, 1 error, 95 % of answers under 6 ms')
  stream.count({ callsToday: 1, errorsToday: 0, p95Ms: null })
  await expect.element(page.getByText(/today/)).toHaveTextContent('1 call today, 0 errors')
  stream.lose()
  await expect.element(page.getByText('Connection lost. Reconnecting…')).toBeVisible()
})

it('counts the calls of one flow on its own page', async () => {
  let callsToday = 7
  const { stream } = await open(
    [callOf('1', 'Alice')],
    { 'GET /calls/stats': ({ path }: ApiRequest) => counts(path.endsWith('?flow=f1') ? callsToday : 1284) },
    '/flows/f1/calls',
  )
  await expect.element(page.getByText(/today/)).toHaveTextContent('7 calls today, 1 error')
  callsToday = 8
  stream.count(counts(1285))
  await expect.element(page.getByText(/today/)).toHaveTextContent('8 calls today, 1 error')
})

const counts = (callsToday: number) => ({ callsToday, errorsToday: 1, p95Ms: null })

it('holds new calls back while one reads further down', async () => {
  const many = Array.from({ length: 30 }, (_, index) => callOf(String(index + 1), `Caller ${index}`))
  const { stream } = await open(many)
  await expect.poll(rows).toHaveLength(30)
  const list = row('Caller 0').element().parentElement
  const scrolled = new Promise((resolve) => list?.addEventListener('scroll', resolve, { once: true }))
  list?.scrollTo(0, 300)
  await scrolled
  stream.bring(callRequest('50', { callId: 'new', callerName: 'Bob' }))
  await page.getByRole('button', { name: '1 new call' }).click()
  await expect.element(row('Bob')).toBeInViewport()
  expect(list?.scrollTop).toBe(0)
})

it('leaves calls of other flows out', async () => {
  const { stream } = await open([callOf('1', 'Alice')], {}, '/flows/f1/calls')
  await expect.element(row('Alice')).toBeVisible()
  stream.bring(callRequest('8', { callId: 'other', callerName: 'Bob', flowId: 'f2' }))
  stream.bring(callRequest('9', { callId: 'own', callerName: 'Carol' }))
  await expect.element(row('Carol')).toBeVisible()
  await expect.element(row('Bob')).not.toBeInTheDocument()
})

it('pauses, and reads what came meanwhile when it resumes', async () => {
  const { stream, sent } = await open([callOf('1', 'Alice')])
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect.element(page.getByText('Paused')).toBeVisible()
  expect(stream.listeners()).toBe(0)
  const asked = sent.length
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect.poll(() => sent.slice(asked).some(({ path }) => path.startsWith('/calls/summaries?'))).toBe(true)
  expect(stream.listeners()).toBe(1)
})

it.each([
  ['alert', { problem: 'the disk is full', setAside: null }, 'Calls are answered but not logged: the disk is full'],
  ['status', { problem: null, setAside: 'calls.db.1' }, 'It is kept as calls.db.1 in DATA_DIR'],
] as const)('says what is wrong with the log, as %s', async (role, state, words) => {
  await open([], { 'GET /calls/summaries': summaryList([callOf('1', 'Alice')], { log: state }) })
  await expect.element(page.getByRole(role).filter({ hasText: words })).toBeVisible()
})

it('shows the Pivot URLs of published flows where nobody has called yet', async () => {
  const [frontDesk, sales] = flowList.flows
  await open([], { 'GET /flows': { flows: [{ ...frontDesk, liveVersion: 1 }, sales] } })
  await page.getByRole('button', { name: 'Show the Pivot URL' }).click()
  await expect.element(page.getByText('https://studio.example/pivot/f1/key')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Copy the Pivot URL of Front desk' })).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Copy the Pivot URL of Sales' })).not.toBeInTheDocument()
})

it('says to publish first where no flow is live', async () => {
  await open([])
  await page.getByRole('button', { name: 'Show the Pivot URL' }).click()
  await expect.element(page.getByText('No flow is published yet. Publish one to get its Pivot URL.')).toBeVisible()
})

it('says why the log cannot be read, and tries again', async () => {
  let isBroken = true
  await open([], {
    'GET /calls/summaries': () => (isBroken ? problem(403, 'Not allowed.') : summaryList([callOf('1', 'Alice')])),
  })
  await expect.element(page.getByRole('alert')).toMatchTextContent('Not allowed.')
  isBroken = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.element(row('Alice')).toBeVisible()
})

it('opens a call, and says which one is open', async () => {
  await open([callOf('1', 'Alice'), callOf('2', 'Bob')])
  await row('Bob').click()
  await expect.element(address).toHaveTextContent('/calls/call-2')
  await expect.element(page.getByRole('article').getByRole('heading', { name: /Bob/ })).toBeVisible()
})
