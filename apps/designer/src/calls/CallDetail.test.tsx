/** The page of one call: who called, its requests and answers, its path, recordings, and deleting it. */
import type { CallRequestDetail, LoggedLookUp, Recording } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { Route, Routes } from 'react-router'
import { expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Address, address } from '../testing/Address.tsx'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { noContent, versionOf } from '../testing/sample-answers.ts'
import { type Answers, problem } from '../testing/serve-api.ts'
import { callDetail, callList, openCallStream, serveCalls } from '../testing/serve-calls.ts'
import { CallsPage } from './CallsPage.tsx'

const document = flow()
  .step('ask', 'input.digits', { collection: 'pin', prompt: { kind: 'say', text: 'PIN?' } }, { name: 'Ask the PIN' })
  .step('crm', 'data.http', { url: 'https://crm.example' }, { name: 'Ask the CRM' })
  .step('bye', 'tts', { text: 'Bye' }, { name: 'Say goodbye' })
  .chain('ask', 'crm', 'bye')
  .variable({ name: 'tries', default: 0 })
  .build()

/** KAZOO asks, the caller presses 42, KAZOO asks again. */
const first = callDetail('1', {
  state: 'waiting',
  nodes: [{ nodeId: 'ask', kind: 'asks', from: -1, port: null }],
  variables: { tries: 0 },
})
const second = callDetail('12', {
  hop: 2,
  tookMs: 188,
  askedFor: 'ask',
  request: {
    method: 'POST',
    url: 'https://studio.example/pivot/f1/key',
    contentType: 'application/json',
    params: { 'Call-ID': 'call-1', Digits: { pin: '42' } },
    body: '{"Digits":{"pin":"42"}}',
  },
  nodes: [
    { nodeId: 'crm', kind: 'ran', from: -1, port: null, took: 'success' },
    { nodeId: 'bye', kind: 'sent', from: 0, port: 'success' },
  ],
  variables: { tries: 1, plan: 'gold' },
})

async function open(details: readonly CallRequestDetail[], more: Answers = {}, callId = 'call-1') {
  openCallStream()
  const sent = serveCalls(details, { 'GET /flows/f1/versions/4': versionOf(4, document), ...more })
  await renderInStudio(
    <div style={{ display: 'grid', gridTemplateRows: 'auto 800px' }}>
      <Address />
      <Routes>
        <Route path="/calls/:callId?" element={<CallsPage />} />
        <Route path="*" element={null} />
      </Routes>
    </div>,
    `/calls/${encodeURIComponent(callId)}`,
  )
  return sent
}

const call = page.getByRole('article')
const panel = (number: number) => call.getByRole('region', { name: `Request ${number}`, exact: true })
const timeline = call.getByRole('region', { name: 'Timeline' })

it('says who called whom, and how long callers waited for answers', async () => {
  await open([first, second])
  await expect.element(call.getByRole('heading', { level: 2 })).toHaveTextContent('Alice Example +1 415 555 0100')
  await expect.element(call.getByText('to +1 415 555 0142, Front desk, version 4, started 9:00:01')).toBeVisible()
  for (const figure of ['0:11first to last request', '192 mssilence', '2requests', '188 msslowest answer'])
    await expect.element(call).toMatchTextContent(figure)
})

it('shows the last request first, and each of them by its number', async () => {
  await open([first, second])
  await expect.element(panel(2)).toMatchTextContent('at Ask the PIN, 0:11')
  panel(2).getByRole('radio', { name: '2' }).element().focus()
  await userEvent.keyboard('{ArrowLeft}')
  await expect.element(panel(1)).toBeVisible()
  await timeline.getByRole('button', { name: /^Request 2 / }).click()
  await expect.element(panel(2)).toBeVisible()
  await expect.element(timeline.getByRole('button', { name: /^Request 2 / })).toHaveAttribute('aria-pressed', 'true')
})

it('says on the timeline what KAZOO did between the requests', async () => {
  await open([first, second])
  await expect.element(timeline.getByTitle('Ask the PIN, 42 pressed')).toBeVisible()
  await expect.element(timeline.getByTitle('Say goodbye. KAZOO does not report back after this answer.')).toBeVisible()
})

it('says on the timeline that KAZOO has not come back yet', async () => {
  await open([{ ...first, at: new Date().toISOString() }])
  await expect.element(timeline.getByTitle('Ask the PIN. No further request from KAZOO yet.')).toBeVisible()
})

it('lists the steps of a request with the exits they took', async () => {
  await open([first, second])
  const steps = panel(2).getByRole('list', { name: 'Steps in this request' })
  await expect.element(steps.getByRole('listitem').nth(0)).toMatchTextContent('Ask the CRMtook ')
  await expect.element(steps.getByRole('listitem').nth(1)).toHaveTextContent('Say goodbyesent to KAZOO')
})

it.each([
  ['asks', {}, 'KAZOO sends a new request here'],
  ['failed', {}, 'failed'],
  ['failed', { detail: 'No host of that name.' }, 'No host of that name.'],
  ['fallback', {}, 'the fallback'],
  ['ran', {}, 'done'],
] as const)('says of a step that %s with %o: %s', async (kind, more, words) => {
  await open([{ ...first, nodes: [{ nodeId: 'crm', kind, from: -1, port: null, ...more }] }])
  await expect
    .element(panel(1).getByRole('list', { name: 'Steps in this request' }))
    .toHaveTextContent(`Ask the CRM${words}`)
})

it('shows what KAZOO sent, with the step that the keys were pressed at', async () => {
  await open([first, second])
  const asked = panel(2).getByRole('region', { name: 'Request from KAZOO' })
  await expect.element(asked.getByRole('heading')).toHaveTextContent('Request from KAZOO POST, JSON')
  await expect.element(asked).toMatchTextContent('Call-IDcall-1')
  await expect.element(asked).toMatchTextContent('Digits.pin')
  await expect.element(asked).toMatchTextContent('42')
})

it('shows the answer with its status', async () => {
  await open([first])
  const answer = panel(1).getByRole('region', { name: 'Answer to KAZOO' })
  await expect.element(answer).toMatchTextContent('200, 4 ms')
  await expect.element(answer).toMatchTextContent('"tts"')
})

it('marks the variables that a request changed', async () => {
  await open([first, second])
  const variables = panel(2).getByRole('region', { name: 'Variables after this request' })
  await expect.element(variables).toMatchTextContent('tries1set here')
  await expect.element(variables).toMatchTextContent('plangoldset here')
  await timeline.getByRole('button', { name: /^Request 1 / }).click()
  const before = panel(1).getByRole('region', { name: 'Variables after this request' })
  await expect.element(before).toMatchTextContent('tries0')
  await expect.element(before).not.toMatchTextContent('set here')
})

const sentLookUp = {
  method: 'GET',
  url: 'https://crm.example/?n=1',
  headers: [['Accept', 'application/json']],
  body: null,
} satisfies LoggedLookUp['request']

it.each<[string, LoggedLookUp['reply'], string, string]>([
  [
    'a reply',
    { ok: true, status: 200, contentType: 'application/json', text: '{"plan":"gold"}', durationMs: 80 },
    'Status 200, 80 ms',
    '"gold"',
  ],
  [
    'an empty reply',
    { ok: true, status: 204, contentType: null, text: '', durationMs: 80 },
    'Status 204, 80 ms',
    'The reply is empty.',
  ],
  [
    'no reply',
    { ok: false, code: 'look-up.timeout', message: 'No reply within 2 s.', durationMs: 2000 },
    'No reply, 2.0 s',
    'No reply within 2 s.',
  ],
])('unfolds a look-up with %s', async (_, reply, summary, words) => {
  await open([{ ...second, hop: 1, lookUps: [{ nodeId: 'crm', request: sentLookUp, reply }] }])
  const fold = panel(1).getByRole('listitem').nth(0)
  await expect.element(fold).toMatchTextContent(summary)
  await expect.element(fold.getByText(/Accept: application\/json/)).not.toBeVisible()
  await fold.getByText('GET https://crm.example/?n=1').first().click()
  await expect.element(fold.getByText(/Accept: application\/json/)).toBeVisible()
  await expect.element(fold).toMatchTextContent(words)
})

it('names the step of a warning', async () => {
  await open([{ ...first, warnings: [{ nodeId: 'ask', message: 'No digits came.' }] }])
  await expect
    .element(panel(1).getByRole('list', { name: 'Warnings' }))
    .toHaveTextContent('Ask the PIN: No digits came.')
})

it('says where bodies were not stored', async () => {
  await open([{ ...first, request: null, response: null }])
  await expect
    .element(
      panel(1)
        .getByText(
          'This body was not stored: bodies are switched off in the settings, or too many calls arrived at once.',
        )
        .first(),
    )
    .toBeVisible()
  await expect.element(panel(1).getByRole('button', { name: 'Copy as curl' })).not.toBeInTheDocument()
})

it('copies the request as curl', async () => {
  const texts: string[] = []
  const { writeText } = navigator.clipboard
  Object.assign(navigator.clipboard, { writeText: async (text: string) => void texts.push(text) })
  onTestFinished(() => void Object.assign(navigator.clipboard, { writeText }))
  await open([first])
  await panel(1).getByRole('button', { name: 'Copy as curl' }).click()
  await expect.element(panel(1).getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(texts.join()).toContain("curl -X POST 'https://studio.example/pivot/f1/key'")
})

const replayed = {
  flowId: 'f1',
  version: 4,
  call: { call: { from: '+14155550100', callerName: 'Alice' }, does: [{ digits: '1' }], times: [first.at] },
  problem: null,
  gaps: [],
  path: [
    { nodeId: 'menu', title: 'Menu', exit: 'Sales' },
    { nodeId: 'sales', title: 'Sales', exit: null },
  ],
  test: 'test: A call',
  draft: { path: [{ nodeId: 'menu', title: 'Menu', exit: 'Sales' }], difference: null, missing: null },
}
const replay = call.getByRole('region', { name: 'Replay' })

async function openReplay(answer: object, more: Answers = {}) {
  const sent = await open([first], { 'POST /calls/replay': answer, ...more })
  await call.getByRole('button', { name: 'Replay' }).click()
  return sent
}

it('replays the call exactly, on its version in the preview', async () => {
  await openReplay(replayed)
  await expect.element(replay).toMatchTextContent('Exact: same path, keys, replies and clock.')
  await expect.element(replay).toMatchTextContent('The caller hears the same and ends at the same step.')
  await replay.getByRole('button', { name: 'Preview on version 4' }).click()
  await expect.element(address).toHaveTextContent('/flows/f1?preview')
})

it('says what a replay lacks, and where the draft goes elsewhere', async () => {
  const difference = {
    nodeId: 'menu',
    title: 'Menu',
    before: 'Rings Sales',
    after: 'Plays “Closed”',
    isElsewhere: true,
  }
  await openReplay({
    ...replayed,
    gaps: [{ nodeId: null, message: 'Keys pressed at “PIN” are masked in the log.' }],
    draft: { ...replayed.draft, difference },
  })
  await expect.element(replay.getByText('Keys pressed at “PIN” are masked in the log.')).toBeVisible()
  await expect.element(replay).toMatchTextContent('First difference at “Menu”')
  await expect.element(replay).toMatchTextContent('Rings Sales')
  await expect.element(replay.getByRole('button', { name: 'Preview on the draft' })).toBeVisible()
})

it('saves a call as a test under a name, once', async () => {
  const tests = [
    { id: 't1', name: 'A call', text: 'test: A call', createdAt: first.at, updatedAt: first.at, lastRun: null },
  ]
  const sent = await openReplay(replayed, {
    'POST /flows/f1/tests': { tests },
    'POST /flows/f1/tests/run': () => problem(503, 'Not now.'),
  })
  await replay.getByRole('button', { name: 'Save as test' }).click()
  await page.getByRole('textbox', { name: 'What is tested' }).fill('A call')
  await page.getByRole('button', { name: 'Save test' }).click()
  await expect.element(replay.getByText('Saved as test “A call”')).toBeVisible()
  await expect.element(replay.getByRole('button', { name: 'Save as test' })).not.toBeInTheDocument()
  expect(sent.findLast(({ path }) => path === '/calls/replay')?.body).toMatchObject({ test: 'A call' })
  expect(sent.find(({ path }) => path === '/flows/f1/tests/run')?.body).toEqual({ tests: ['t1'] })
})

it('says why a call cannot be replayed', async () => {
  await openReplay({ ...replayed, call: null, draft: null, problem: 'The log does not have the first request.' })
  await expect
    .element(replay.getByText('This call cannot be replayed. The log does not have the first request.'))
    .toBeVisible()
})

it('draws the path, or says that the version is not available', async () => {
  await open([first], { 'GET /flows/f1/versions/4': () => problem(404, 'There is no such version.') })
  await expect.element(call.getByText('This version is not available.')).toBeVisible()
  await expect.element(call.getByText('the call took this path')).toBeVisible()
})

it('shows of a refused request what arrived', async () => {
  const refused = callDetail('1', {
    callId: '',
    callerNumber: '',
    hop: 0,
    version: 0,
    status: 400,
    state: 'error',
    error: 'The request could not be read.',
    request: { method: 'POST', url: '/pivot/f1/key', contentType: 'text/plain', params: {}, body: 'nonsense' },
  })
  await open([refused], {}, 'request 1')
  await expect.element(call.getByRole('heading', { name: 'Refused request' })).toBeVisible()
  await expect.element(call.getByText('Front desk, at 9:00:01')).toBeVisible()
  await expect.element(call.getByRole('status')).toHaveTextContent('The request could not be read.')
  await expect.element(call.getByText('POST /pivot/f1/key Content-Type: text/plain nonsense')).toBeVisible()
  await expect.element(timeline).not.toBeInTheDocument()
})

it('says that a call is not in the log', async () => {
  await open([])
  await expect.element(page.getByText('No call with this Call-ID is in the log.')).toBeVisible()
})

it('goes back to the list', async () => {
  await open([first])
  await call.getByRole('link', { name: 'All calls' }).click()
  await expect.element(address).toHaveTextContent('/calls')
})

const recording: Recording = {
  id: 'rec1',
  flowId: 'f1',
  version: 4,
  nodeId: 'ask',
  callId: 'call-1',
  visit: 1,
  kind: 'mp3',
  sizeBytes: 148_213,
  durationMs: 9200,
  createdAt: '2026-01-05T09:01:00.000Z',
  url: '/api/recordings/rec1',
}

it('plays, offers and deletes what the caller said', async () => {
  let recordings = [recording]
  const sent = await open([first], {
    'GET /recordings': () => ({ recordings }),
    'GET /recordings/rec1': noContent,
    'DELETE /recordings/rec1': () => {
      recordings = []
      return noContent()
    },
  })
  const list = call.getByRole('region', { name: 'Recordings' })
  await expect.element(list).toMatchTextContent('Ask the PINRequest 1, 9:01:00, 0:09, 148.2 KB, MP3')
  await expect.element(list.getByLabelText('Recording of Ask the PIN')).toHaveAttribute('src', '/api/recordings/rec1')
  await expect
    .element(list.getByRole('link', { name: 'Download recording' }))
    .toHaveAttribute('href', '/api/recordings/rec1?download=true')
  const remove = list.getByRole('button', { name: 'Delete recording' })
  const question = page.getByRole('dialog', { name: 'Delete this recording?' })
  await remove.click()
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect(sent.some(({ method }) => method === 'DELETE')).toBe(false)
  await remove.click()
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect.element(list).not.toBeInTheDocument()
})

it.each([
  ['This call', 'Delete this call?', 'callId=call-1'],
  ['All calls from +1 415 555 0100', 'Delete all calls from +1 415 555 0100?', 'number=%2B14155550100'],
  ['All calls of Front desk', 'Delete all calls of Front desk?', 'flow=f1'],
])('deletes “%s” after a question', async (choice, title, query) => {
  const sent = await open([first], { 'DELETE /calls': { deleted: 1 } })
  await call.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('menuitem', { name: choice }).click()
  const question = page.getByRole('dialog', { name: title })
  await expect.element(question).toMatchTextContent('It cannot be undone. Recordings are deleted separately.')
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect.element(address).toHaveTextContent('/calls')
  expect(sent.find(({ method }) => method === 'DELETE')?.path).toBe(`/calls?${query}`)
})

it('says why a call cannot be deleted, and stays', async () => {
  await open([first], { 'DELETE /calls': () => problem(403, 'Not allowed.') })
  await call.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('menuitem', { name: 'This call' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect.element(page.getByRole('alert')).toMatchTextContent('Not allowed.')
  await expect.element(address).toHaveTextContent('/calls/call-1')
})

it('says why a call cannot be read', async () => {
  await open([], { 'GET /calls': () => problem(403, 'Not allowed.') })
  await expect.element(page.getByRole('alert').first()).toMatchTextContent('Not allowed.')
})

it('leaves the list in its place while a call is open', async () => {
  const sent = await open([first], { 'GET /calls': callList([first, callDetail('5', { callId: 'call-5' })]) })
  await call.getByRole('link', { name: 'All calls' }).click()
  const before = sent.filter(({ path }) => path.startsWith('/calls?limit')).length
  await expect.element(page.getByRole('link', { name: /Alice/ }).first()).toBeVisible()
  expect(sent.filter(({ path }) => path.startsWith('/calls?limit'))).toHaveLength(before)
})
