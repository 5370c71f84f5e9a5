import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { studioStore } from '../state/studio-store.ts'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { tableList } from '../testing/sample-answers.ts'
import { problem, serveApi } from '../testing/serve-api.ts'
import { StepInspector } from './StepInspector.tsx'

const hello = flow().step('hello', 'tts', { text: 'Hi' }).chain('hello').build()

it('writes what is typed into the step, and takes it back with one undo', async () => {
  openFlow(hello)
  const screen = await renderInStudio(<StepInspector nodeId="hello" />)
  const text = screen.getByRole('textbox', { name: 'Text', exact: true })
  await text.fill('Good morning')
  expect(studioStore.getState().document.nodes.find(({ id }) => id === 'hello')?.data.text).toBe('Good morning')
  studioStore.getState().undo()
  expect(studioStore.getState().document).toEqual(hello)
  await expect.element(text).toHaveValue('Hi')
})

it('shows the fields of a flow that cannot be changed as disabled', async () => {
  openFlow(hello)
  studioStore.getState().setSync({ save: 'read-only' })
  const screen = await renderInStudio(<StepInspector nodeId="hello" />)
  await expect.element(screen.getByRole('textbox', { name: 'Text', exact: true })).toBeDisabled()
  await expect
    .element(screen.getByRole('button', { name: 'More', exact: true }))
    .toHaveAttribute('aria-expanded', 'true')
})

it('offers the tables of the studio', async () => {
  const sent = serveApi({ 'GET /tables': tableList })
  openFlow(flow().step('find', 'data.table', { table: '' }).chain('find').build())
  const screen = await renderInStudio(<StepInspector nodeId="find" />)
  await screen.getByRole('combobox', { name: 'Table' }).click()
  await page.getByRole('option', { name: 'Customers' }).click()
  expect(studioStore.getState().document.nodes.find(({ id }) => id === 'find')?.data.table).toBe('t1')
  expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /tables'])
})

it('keeps the chosen table while the tables cannot be read', async () => {
  serveApi({ 'GET /tables': () => problem(403, 'Not allowed') })
  openFlow(flow().step('find', 'data.table', { table: 't9' }).chain('find').build())
  const screen = await renderInStudio(<StepInspector nodeId="find" />)
  await expect.element(screen.getByRole('combobox', { name: 'Table' })).toHaveValue('t9')
})
