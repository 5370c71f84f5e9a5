/** The coverage of a flow's tests on its canvas: counts, marks on cards, and what is not tested. */
import type { FlowTest } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { studioStore } from '../../state/studio-store.ts'
import { Address, address } from '../../testing/Address.tsx'
import { openFlow } from '../../testing/open-flow.ts'
import { renderInStudio } from '../../testing/render-in-studio.tsx'
import { flowList, tableList } from '../../testing/sample-answers.ts'
import { type Answers, problem, serveApi } from '../../testing/serve-api.ts'
import { Canvas } from '../Canvas.tsx'

/** start → Known caller? → Yes: Reception → Office mailbox; No: Support */
const drawing = flow()
  .step('known', 'logic.condition', { combine: 'all', rules: [] }, { name: 'Known caller?' })
  .step('reception', 'user', { id: 'a' }, { name: 'Reception' })
  .step('box', 'voicemail', { id: 'b' }, { name: 'Office mailbox' })
  .step('support', 'user', { id: 'c' }, { name: 'Support' })
  .chain('known')
  .edge('known.true', 'reception')
  .edge('known.false', 'support')
  .edge('reception', 'box')
  .build()

const testOf = (id: string, steps: string[], exits: [nodeId: string, port: string][]): FlowTest => ({
  id,
  name: id,
  text: `test: ${id}\n`,
  createdAt: '2026-12-01T08:00:00.000Z',
  updatedAt: '2026-12-01T08:00:00.000Z',
  lastRun: {
    at: '2026-12-01T09:00:00.000Z',
    passed: true,
    failure: null,
    ended: null,
    end: null,
    durationMs: 20_000,
    steps,
    exits: exits.map(([nodeId, port]) => ({ nodeId, port })),
  },
})
const answered = testOf(
  'answered',
  ['known', 'reception'],
  [
    ['start', 'next'],
    ['known', 'true'],
  ],
)
const unanswered = testOf(
  'unanswered',
  ['known', 'reception', 'box'],
  [
    ['start', 'next'],
    ['known', 'true'],
    ['reception', '_'],
  ],
)

async function open(answers: Answers) {
  serveApi({ 'GET /flows': flowList, 'GET /tables': tableList, ...answers })
  openFlow(drawing, { flowId: 'f1' })
  await renderInStudio(
    <main style={{ position: 'fixed', inset: 0 }}>
      <Address />
      <Canvas />
    </main>,
  )
  await show.click()
}
const show = page.getByRole('button', { name: 'Test coverage', exact: true })
const panel = page.getByRole('region', { name: 'Test coverage' })
const missed = panel.getByRole('list', { name: 'Not tested' })
const card = (name: RegExp) => page.getByRole('application', { name: 'Flow canvas' }).getByRole('group', { name })

it('counts the steps and exits that the tests reach, and lists the others', async () => {
  await open({ 'GET /flows/f1/tests': { tests: [answered] } })
  await expect.element(panel.getByRole('status')).toHaveTextContent('2 of 4 steps, 2 of 4 exits')
  const places = missed.getByRole('listitem')
  await expect.element(places).toHaveLength(4)
  for (const [index, place] of [
    'Known caller?No',
    'ReceptionNot answered',
    'Office mailboxstep',
    'Supportstep',
  ].entries())
    await expect.element(places.nth(index)).toHaveTextContent(place)
  await expect.element(panel.getByRole('link', { name: 'Suggest tests' })).toBeVisible()
})

it('marks the cards of these steps, until it is hidden', async () => {
  await open({ 'GET /flows/f1/tests': { tests: [answered] } })
  for (const name of [/^Office mailbox/, /^Support/]) await expect.element(card(name)).toMatchTextContent('not tested')
  await expect.element(card(/^Reception/)).not.toMatchTextContent('not tested')
  await panel.getByRole('button', { name: 'Hide test coverage' }).click()
  await expect.element(panel).not.toBeInTheDocument()
  await expect.element(card(/^Support/)).not.toMatchTextContent('not tested')
})

it('adds up what several tests reach, as they last ran', async () => {
  const neverRan = { ...testOf('new', [], []), lastRun: null }
  await open({ 'GET /flows/f1/tests': { tests: [answered, unanswered, neverRan] } })
  await expect.element(panel.getByRole('status')).toHaveTextContent('3 of 4 steps, 3 of 4 exits')
  await expect.element(missed.getByRole('listitem')).toHaveLength(2)
})

it('leads to a step that is pressed', async () => {
  await open({ 'GET /flows/f1/tests': { tests: [answered] } })
  await missed.getByRole('button', { name: /^Office mailbox/ }).click()
  expect(studioStore.getState().selection).toEqual(['box'])
  await missed.getByRole('button', { name: /^Known caller/ }).click()
  expect(studioStore.getState().selection).toEqual(['known'])
})

it('lists nothing where the tests reach everything', async () => {
  const other = testOf(
    'unknown caller',
    ['known', 'support'],
    [
      ['start', 'next'],
      ['known', 'false'],
    ],
  )
  await open({ 'GET /flows/f1/tests': { tests: [unanswered, other] } })
  await expect.element(panel.getByRole('status')).toHaveTextContent('4 of 4 steps, 4 of 4 exits')
  await expect.element(missed).not.toBeInTheDocument()
  await expect.element(panel.getByRole('link', { name: 'Suggest tests' })).not.toBeInTheDocument()
})

it('offers to suggest tests where there are none, and marks nothing', async () => {
  await open({ 'GET /flows/f1/tests': { tests: [] } })
  await expect.element(panel).toMatchTextContent('This flow has no tests yet.')
  await expect.element(card(/^Support/)).not.toMatchTextContent('not tested')
  await panel.getByRole('link', { name: 'Suggest tests' }).click()
  await expect.element(address).toHaveTextContent('/flows/f1/tests/suggest')
})

it('says why the tests could not be read, and reads them when asked again', async () => {
  let isGone = true
  await open({
    'GET /flows/f1/tests': () => (isGone ? problem(404, 'The flow does not exist.') : { tests: [answered] }),
  })
  await expect.element(panel.getByRole('alert')).toMatchTextContent('The flow does not exist.')
  isGone = false
  await panel.getByRole('button', { name: 'Try again' }).click()
  await expect.element(panel.getByRole('status')).toHaveTextContent('2 of 4 steps, 2 of 4 exits')
})
