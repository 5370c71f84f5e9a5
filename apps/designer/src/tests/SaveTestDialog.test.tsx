/** A previewed call that becomes a test: its text is proposed, can be changed, and is saved once. */
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { NEW_SCENARIO, toRequest } from '../state/preview-scenario.ts'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { clinic, waitingCall } from '../testing/sample-calls.ts'
import { type Answers, type ApiRequest, problem, serveApi } from '../testing/serve-api.ts'
import { SaveTestDialog } from './SaveTestDialog.tsx'

const TEXT = `test: The call reaches Main menu
happens:
  - hears: Press 1.
`
const saved = (text: string) => ({
  id: 't1',
  name: 'any',
  text,
  createdAt: '2026-12-01T08:00:00.000Z',
  updatedAt: '2026-12-01T08:00:00.000Z',
  lastRun: null,
})

async function open(more: Answers = {}) {
  const sent = serveApi({
    'POST /flows/f1/tests/propose': { name: 'The call reaches Main menu', text: TEXT },
    'POST /flows/f1/tests/try': { problems: [], results: [] },
    'POST /flows/f1/tests': ({ body }: ApiRequest) => ({ tests: [saved((body as { text: string }).text)] }),
    'POST /flows/f1/tests/run': problem(500, 'Not now.'),
    ...more,
  })
  openFlow(clinic, { flowId: 'f1' })
  let closed = 0
  await renderInStudio(
    <SaveTestDialog
      flowId="f1"
      saved={{ request: toRequest({ ...NEW_SCENARIO, actions: [{ digits: '1' }] }, []), preview: waitingCall }}
      onClose={() => void closed++}
    />,
  )
  return {
    bodies: (path: string) => sent.filter((each) => each.path === path).map(({ body }) => body),
    closed: () => closed,
  }
}
const dialog = page.getByRole('dialog', { name: 'Save as test' })
const name = dialog.getByRole('textbox', { name: 'What is tested' })
const save = dialog.getByRole('button', { name: 'Save test' })

it('proposes a test of what happened in the preview, with a name', async () => {
  const { bodies } = await open()
  await expect.element(name).toHaveValue('The call reaches Main menu')
  await expect.element(dialog.getByRole('listitem', { name: 'Line 1' }).getByRole('textbox')).toHaveValue('Press 1.')
  expect(bodies('/flows/f1/tests/propose')).toMatchObject([
    { document: { nodes: clinic.nodes.map(({ id }) => ({ id })) }, preview: { does: [{ digits: '1' }] } },
  ])
})

it('saves it under the name that was typed, once, and closes', async () => {
  let answer: () => void = () => undefined
  const { bodies, closed } = await open({
    'POST /flows/f1/tests': async ({ body }: ApiRequest) => {
      await new Promise<void>((resolve) => {
        answer = resolve
      })
      return { tests: [saved((body as { text: string }).text)] }
    },
  })
  await name.fill('Caller waits at the menu')
  await save.dblClick()
  await expect.element(save).toBeDisabled()
  expect(closed()).toBe(0)
  answer()
  await expect.poll(closed).toBe(1)
  expect(bodies('/flows/f1/tests')).toEqual([
    { text: TEXT.replace('The call reaches Main menu', 'Caller waits at the menu') },
  ])
  expect(bodies('/flows/f1/tests/run')).toEqual([{ tests: ['t1'] }]) // that it could not be run does not save it again
})

it('keeps what was typed where it could not be saved, and says why', async () => {
  let isFull = true
  const { bodies, closed } = await open({
    'POST /flows/f1/tests': ({ body }: ApiRequest) =>
      isFull ? problem(409, 'A flow has 500 tests at most.') : { tests: [saved((body as { text: string }).text)] },
  })
  await name.fill('Caller waits at the menu')
  await save.click()
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('A flow has 500 tests at most.')
  await expect.element(name).toHaveValue('Caller waits at the menu')
  expect(closed()).toBe(0)
  isFull = false
  await save.click()
  await expect.poll(closed).toBe(1)
  const [, second] = bodies('/flows/f1/tests')
  expect(second).toMatchObject({ text: expect.stringContaining('test: Caller waits at the menu\n') })
})

it('is not saved with a mistake in its text', async () => {
  const mistake = { severity: 'error', message: 'There is no step “Main”.', path: ['happens', 0], line: 3, column: 5 }
  const { bodies } = await open({ 'POST /flows/f1/tests/try': { problems: [mistake], results: [] } })
  await expect.element(dialog.getByText('1 mistake')).toBeVisible()
  await expect.element(save).toBeDisabled()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(bodies('/flows/f1/tests')).toEqual([])
})

it('says why nothing could be proposed, and asks again', async () => {
  let isGone = true
  await open({
    'POST /flows/f1/tests/propose': () =>
      isGone ? problem(404, 'The flow does not exist.') : { name: 'any', text: TEXT },
  })
  await expect.element(dialog.getByRole('alert')).toMatchTextContent('The flow does not exist.')
  await expect.element(save).not.toBeInTheDocument()
  isGone = false
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect.element(name).toHaveValue('The call reaches Main menu')
})
