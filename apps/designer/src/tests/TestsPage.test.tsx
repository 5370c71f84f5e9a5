import { flow } from '@callflow-studio/model/testing/flow-builder'
import { Route, Routes } from 'react-router'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { studioStore } from '../state/studio-store.ts'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { openedFlow } from '../testing/sample-answers.ts'
import { type ApiRequest, problem, serveApi } from '../testing/serve-api.ts'
import { TestsPage } from './TestsPage.tsx'

const BOX = '0123456789abcdef0123456789abcdef'
const drawing = flow({ timezone: 'Europe/Berlin' })
  .step('service', 'user', { id: BOX }, { name: 'Service' })
  .step('box', 'voicemail', { id: BOX }, { name: 'Office mailbox' })
  .chain('service', 'box')
  .build()
const { id: flowId, ...opened } = openedFlow

const TEXT = `# Agreed with the front desk
test: Nobody answers
happens:
  - rings: Service, nobody answers # after 20 s
  - ends in: Office mailbox
`
const FAILURE = {
  expected: 'ends in Office mailbox',
  happened: 'The call was over in “Service”.',
  path: ['happens', 1],
  line: 5,
  column: 5,
  nodeId: 'service',
}
const run = (more: object = {}) => ({
  at: '2026-12-01T09:00:00.000Z',
  passed: true,
  failure: null,
  ended: null,
  end: null,
  durationMs: 20_000,
  steps: ['service', 'box'],
  exits: [
    { nodeId: 'start', port: 'next' },
    { nodeId: 'service', port: '_' },
  ],
  ...more,
})
const testOf = (id: string, more: object = {}) => ({
  id,
  name: 'Nobody answers',
  text: TEXT,
  createdAt: '2026-12-01T08:00:00.000Z',
  updatedAt: '2026-12-01T08:00:00.000Z',
  lastRun: run(),
  ...more,
})
const PREVIEW = { call: { from: '+14155550142' }, does: [{ outcome: 'NO_ANSWER' }] }
const tried = (more: object = {}) => ({
  problems: [],
  results: [{ name: 'Nobody answers', preview: PREVIEW, ...run(more) }],
})

const open = async (answers: object, path = '/flows/f1/tests', drawn = drawing) => {
  const sent = serveApi({ 'POST /flows/f1/tests/try': tried(), ...answers })
  openFlow(drawn, { ...opened, flowId })
  await renderInStudio(
    <Routes>
      <Route path="/flows/:id/tests/:testId?" element={<TestsPage />} />
      <Route path="/flows/:id" element={<p>The editor</p>} />
    </Routes>,
    path,
  )
  return sent
}
const list = page.getByRole('navigation', { name: 'Tests' })
const bodiesOf = (sent: readonly ApiRequest[], method: string, path: string) =>
  sent.filter((each) => each.method === method && each.path === path).map(({ body }) => body)

it('says what a test is where there is none, and offers to suggest some', async () => {
  await open({ 'GET /flows/f1/tests': { tests: [] } })
  await expect.element(page.getByText(/A test is one call, written down/)).toBeVisible()
  await expect
    .element(page.getByRole('link', { name: 'Suggest tests' }))
    .toHaveAttribute('href', '/flows/f1/tests/suggest')
})

it('lists each test with its last result, and why it failed', async () => {
  await open({
    'GET /flows/f1/tests': {
      tests: [testOf('t1'), testOf('t2', { name: 'After hours', lastRun: run({ passed: false, failure: FAILURE }) })],
    },
  })
  const items = list.getByRole('listitem')
  await expect.element(items.nth(0).getByRole('img', { name: 'Passed' })).toBeVisible()
  await expect.element(items.nth(1).getByRole('img', { name: 'Failed' })).toBeVisible()
  await expect.element(items.nth(1)).toMatchTextContent('The call was over in “Service”.')
  await expect.element(list).toMatchTextContent('1 of 2 failed')
  await expect.element(list).toMatchTextContent('2 of 2 exits reached')
})

it('runs all tests, and shows what came of it', async () => {
  const sent = await open({
    'GET /flows/f1/tests': { tests: [testOf('t1', { lastRun: null })] },
    'POST /flows/f1/tests/run': {
      results: [{ testId: 't1', ...run() }],
      coverage: { steps: { reached: 2, all: 2 }, exits: { reached: 2, all: 2 }, missedSteps: [], missedExits: [] },
    },
  })
  await expect.element(list.getByRole('img', { name: 'Not run' })).toBeVisible()
  await page.getByRole('button', { name: 'Run all' }).click()
  await expect.element(list.getByRole('img', { name: 'Passed' })).toBeVisible()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect.poll(() => bodiesOf(sent, 'POST', '/flows/f1/tests/run')).toEqual([{}, { tests: ['t1'] }])
})

it('shows the line that did not happen and what happened instead, and the same call in the preview', async () => {
  await open({
    'GET /flows/f1/tests': { tests: [testOf('t1')] },
    'POST /flows/f1/tests/try': tried({ passed: false, failure: FAILURE }),
  })
  const second = page.getByRole('listitem', { name: 'Line 2' })
  await expect.element(second.getByRole('img', { name: 'Did not happen' })).toBeVisible()
  await expect.element(second).toMatchTextContent('The call was over in “Service”.')
  await expect
    .element(page.getByRole('listitem', { name: 'Line 1' }).getByRole('img', { name: 'Happened' }))
    .toBeVisible()
  await page.getByRole('button', { name: 'Show in preview' }).click()
  await expect.element(page.getByText('The editor')).toBeVisible()
  const { isPreviewing, scenario } = studioStore.getState()
  expect(isPreviewing).toBe(true)
  expect(scenario.actions).toEqual([{ outcome: 'NO_ANSWER' }])
})

it('changes a test by its form, and keeps the comments of its text', async () => {
  const sent = await open({
    'GET /flows/f1/tests': { tests: [testOf('t1')] },
    'PUT /flows/f1/tests/t1': ({ body }: ApiRequest) => testOf('t1', { text: (body as { text: string }).text }),
    'POST /flows/f1/tests/run': {
      results: [],
      coverage: { steps: { reached: 0, all: 2 }, exits: { reached: 0, all: 2 }, missedSteps: [], missedExits: [] },
    },
  })
  const outcome = page.getByRole('listitem', { name: 'Line 1' }).getByRole('combobox', { name: 'What comes of it' })
  await outcome.click()
  await page.getByRole('option', { name: 'Busy' }).click()
  await page.getByRole('textbox', { name: 'From' }).fill('1001')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(() => bodiesOf(sent, 'PUT', '/flows/f1/tests/t1'))
    .toEqual([{ text: `${TEXT.replace('nobody answers #', 'Busy #')}call:\n  from: "1001"\n` }])
  await expect.element(page.getByRole('button', { name: 'Save' })).not.toBeInTheDocument()
})

it('adds a line of what happens, and removes one', async () => {
  await open({ 'GET /flows/f1/tests': { tests: [testOf('t1')] } })
  await page.getByRole('button', { name: 'Add a line' }).click()
  await page.getByRole('menuitem', { name: 'Caller hears' }).click()
  const words = page.getByRole('listitem', { name: 'Line 3' }).getByRole('textbox', { name: 'Part of what is said' })
  await expect.element(words).toHaveFocus()
  await userEvent.keyboard('Good bye')
  await page.getByRole('button', { name: 'Remove line 1' }).click()
  await page.getByText('Text', { exact: true }).click()
  const editor = page.getByRole('textbox', { name: 'Text of the test' })
  await expect.element(editor).toMatchTextContent('ends in: Office mailbox')
  await expect.element(editor).toMatchTextContent('hears: Good bye')
})

it('says each mistake of the text at its line, and does not save it', async () => {
  const mistake = {
    severity: 'error',
    message: 'There is no step “Servic”. Did you mean “Service”?',
    path: ['happens', 0, 'rings'],
    line: 4,
    column: 5,
  }
  await open({
    'GET /flows/f1/tests': { tests: [testOf('t1')] },
    'POST /flows/f1/tests/try': ({ body }: ApiRequest) =>
      (body as { text: string }).text.includes('Servic,') ? { problems: [mistake], results: [] } : tried(),
  })
  await page.getByText('Text', { exact: true }).click()
  const editor = page.getByRole('textbox', { name: 'Text of the test' })
  await expect.element(editor).toHaveClass('cm-content')
  await editor.fill(TEXT.replace('Service,', 'Servic,'))
  await expect.element(page.getByRole('button', { name: 'Line 4, column 5' })).toBeVisible()
  await expect.element(page.getByText('1 mistake')).toBeVisible()
  const line = [...editor.element().querySelectorAll('.cm-line')].find((each) => each.textContent?.includes('Servic,'))
  expect(line?.nextElementSibling?.textContent).toBe(mistake.message)
  await expect.element(page.getByRole('button', { name: 'Save' })).toBeDisabled()
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await expect.element(page.getByText('Passes')).toBeVisible()
})

it('deletes a test, and brings it back', async () => {
  let tests = [testOf('t1')]
  const sent = await open({
    'GET /flows/f1/tests': () => ({ tests }),
    'DELETE /flows/f1/tests/t1': () => {
      tests = []
      return new Response(null, { status: 204 })
    },
    'POST /flows/f1/tests': () => {
      tests = [testOf('t2')]
      return { tests }
    },
    'POST /flows/f1/tests/run': problem(500, 'Not now.'),
  })
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect.element(page.getByText('No tests yet')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.element(list.getByRole('link', { name: /Nobody answers/ })).toBeVisible()
  expect(bodiesOf(sent, 'POST', '/flows/f1/tests')).toEqual([{ text: TEXT }])
})

it('keeps of the suggested tests those that are chosen', async () => {
  const suggested = ['The call takes Open', 'The call takes Closed'].map((name) => ({ name, text: `test: ${name}\n` }))
  const sent = await open(
    {
      'GET /flows/f1/tests': { tests: [] },
      'POST /flows/f1/tests/suggest': {
        tests: suggested,
        coverage: {
          steps: { reached: 2, all: 2 },
          exits: { reached: 2, all: 3 },
          missedSteps: [],
          missedExits: [{ nodeId: 'service', port: '_' }],
        },
        cutOff: false,
      },
      'POST /flows/f1/tests': { tests: [testOf('t1', { name: 'The call takes Closed' })] },
      'POST /flows/f1/tests/run': problem(500, 'Not now.'),
    },
    '/flows/f1/tests/suggest',
  )
  await expect.element(page.getByText(/2 of 3 exits/)).toBeVisible()
  await page.getByRole('checkbox', { name: 'The call takes Open' }).click()
  await page.getByRole('button', { name: 'Keep 1 test' }).click()
  await expect.poll(() => bodiesOf(sent, 'POST', '/flows/f1/tests')).toEqual([{ text: 'test: The call takes Closed' }])
})

it('shows the content type of a reply and the special days of opening hours, to be changed', async () => {
  const hours = flow()
    .step('hours', 'logic.schedule', { weekly: [], holidays: [], lists: ['t1'] }, { name: 'Hours' })
    .step('ask', 'data.http', { method: 'GET', url: 'https://x.example', assign: [] }, { name: 'Ask' })
    .chain('hours')
    .build()
  const text = `test: Closed on a holiday
look-ups: { Ask: { status: 200, content type: text/plain } }
tables: { Hours: [{ date: 2026-12-24 }] }
`
  await open({ 'GET /flows/f1/tests': { tests: [testOf('t1', { text })] } }, undefined, hours)
  const ask = page.getByRole('group', { name: 'Ask', exact: true })
  await expect.element(ask.getByRole('textbox', { name: 'Content type' })).toHaveValue('text/plain')
  const days = page.getByRole('group', { name: 'Hours', exact: true })
  await expect.element(days.getByRole('group', { name: 'Special day 1' })).toBeVisible()
  await days.getByRole('button', { name: 'Remove Special day 1' }).click()
  await expect.element(days).toMatchTextContent('No special days.')
  await days.getByRole('button', { name: 'Add a special day' }).click()
  await expect.element(days.getByRole('group', { name: 'Special day 1' })).toBeVisible()
})
