/** What is done with the open flow as a whole. */
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { type StudioState, studioStore } from '../state/studio-store.ts'
import { Address, address } from '../testing/Address.tsx'
import { openFlow } from '../testing/open-flow.ts'
import { recordDownloads } from '../testing/record-downloads.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { noContent, openedFlow, studioInfo } from '../testing/sample-answers.ts'
import { type Answers, problem, serveApi } from '../testing/serve-api.ts'
import { callList } from '../testing/serve-calls.ts'
import { FlowMenu } from './FlowMenu.tsx'

const document = flow().step('hello', 'tts', { text: 'Hi' }).chain('hello').build()

async function open(state: Partial<StudioState> = {}, more: Answers = {}, path = '/flows/f1') {
  const sent = serveApi({ 'GET /studio': studioInfo, 'GET /flows': { flows: [] }, 'GET /calls': callList([]), ...more })
  openFlow(document, { flowId: 'f1', flowName: 'Front desk', revision: 7, save: 'saved', ...state })
  await renderInStudio(
    <>
      <Address />
      <FlowMenu />
    </>,
    path,
  )
  await page.getByRole('button', { name: 'Actions for Front desk' }).click()
  await expect.element(item('Rename')).toBeVisible()
  return sent
}
const item = (name: string | RegExp) => page.getByRole('menuitem', { name })
const isSent = (sent: Awaited<ReturnType<typeof open>>, method: string, path: string) => () =>
  sent.some((request) => request.method === method && request.path === path)

it('renames the flow', async () => {
  await open()
  await item('Rename').click()
  const dialog = page.getByRole('dialog', { name: 'Rename' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Reception')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect.element(page.getByRole('button', { name: 'Actions for Reception' })).toBeVisible()
  expect(studioStore.getState().flowName).toBe('Reception')
})

it('duplicates what is on the screen, and opens the copy', async () => {
  const sent = await open({}, { 'POST /flows': { ...openedFlow, id: 'f9', document } })
  await item('Duplicate').click()
  await expect.element(address).toHaveTextContent('/flows/f9')
  expect(sent.find(({ method }) => method === 'POST')?.body).toMatchObject({ name: 'Front desk copy', document })
})

it('says why the flow cannot be duplicated', async () => {
  await open({}, { 'POST /flows': () => problem(507, 'The disk is full.') })
  await item('Duplicate').click()
  await expect.element(page.getByRole('status')).toMatchTextContent('The disk is full.')
  await page.getByRole('button', { name: 'Close' }).click()
  await expect.element(page.getByRole('status')).not.toBeInTheDocument()
})

it('shows the settings on the canvas, from another page too', async () => {
  await open({ isPreviewing: true }, {}, '/flows/f1/calls')
  await item('Flow settings').click()
  await expect.element(address).toHaveTextContent('/flows/f1')
  expect(studioStore.getState()).toMatchObject({ areSettingsOpen: true, isPreviewing: false })
})

it('deletes a draft at once, and the list can take that back', async () => {
  const sent = await open({}, { 'DELETE /flows/f1': noContent })
  await item('Delete').click()
  await expect.element(address).toHaveTextContent('/')
  expect(isSent(sent, 'DELETE', '/flows/f1')()).toBe(true)
})

it('asks before a live flow is deleted', async () => {
  const sent = await open({ liveVersion: 2, latestVersion: 2 }, { 'DELETE /flows/f1': noContent })
  await item('Delete').click()
  const question = page.getByRole('dialog', { name: 'Delete Front desk?' })
  await expect.element(question).toMatchTextContent('Version 2 is live. It had no calls today.')
  expect(isSent(sent, 'DELETE', '/flows/f1')()).toBe(false)
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect.element(address).toHaveTextContent('/')
})

it('asks before a live flow is unpublished', async () => {
  const sent = await open(
    { liveVersion: 2, latestVersion: 2 },
    { 'POST /flows/f1/unpublish': { ...openedFlow, document, liveVersion: null } },
  )
  await item(/^Unpublish/).click()
  const question = page.getByRole('dialog', { name: 'Unpublish Front desk?' })
  await expect.element(question).toMatchTextContent('New calls are refused (404)')
  await question.getByRole('button', { name: 'Unpublish' }).click()
  await expect.poll(() => studioStore.getState().liveVersion).toBe(null)
  expect(isSent(sent, 'POST', '/flows/f1/unpublish')()).toBe(true)
})

it('keeps a flow live where unpublishing is refused', async () => {
  await open({ liveVersion: 2, latestVersion: 2 }, { 'POST /flows/f1/unpublish': () => problem(403, 'Not allowed.') })
  await item(/^Unpublish/).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Unpublish' }).click()
  await expect.element(page.getByRole('status')).toMatchTextContent('Not allowed.')
  expect(studioStore.getState().liveVersion).toBe(2)
})

it.each<[string, Partial<StudioState>, boolean, boolean]>([
  ['was never published', {}, false, false],
  ['was unpublished', { latestVersion: 2 }, true, false],
  ['is live', { latestVersion: 2, liveVersion: 2 }, true, true],
])('offers the Pivot URL and Unpublish where they apply: the flow %s', async (_, state, hasUrl, canUnpublish) => {
  await open(state)
  expect(item('Show the Pivot URL').elements()).toHaveLength(hasUrl ? 1 : 0)
  expect(item(/^Unpublish/).elements()).toHaveLength(canUnpublish ? 1 : 0)
})

it('asks for the Pivot URL', async () => {
  await open({ latestVersion: 2 })
  await item('Show the Pivot URL').click()
  expect(studioStore.getState().dialog).toBe('address')
})

it.each(['Rename', 'Duplicate', 'Flow settings'])('cannot do “%s” with a flow of a newer studio', async (name) => {
  await open({ save: 'read-only' })
  await expect.element(item(name)).toBeDisabled()
})

it('exports what is on the screen', async () => {
  const files = recordDownloads()
  await open()
  await item('Studio document').click()
  await expect
    .poll(async () => JSON.parse((await files.get('front-desk.json')?.text()) ?? '{}').document)
    .toEqual(document)
})

it('exports all of a flow of a newer studio, as the server has it', async () => {
  const files = recordDownloads()
  const newer = { ...document, schemaVersion: 99 }
  await open({ save: 'read-only' }, { 'GET /flows/f1': { ...openedFlow, document: newer } })
  await item('Studio document').click()
  await expect
    .poll(async () => JSON.parse((await files.get('front-desk.json')?.text()) ?? '{}').document?.schemaVersion)
    .toBe(99)
})

it('leads from what cannot be exported to the step, on the canvas', async () => {
  await open({}, {}, '/flows/f1/calls')
  studioStore.setState({ document: flow().step('vars', 'logic.set', {}).chain('vars').build() })
  await item('Callflow JSON').click()
  await page
    .getByRole('button', { name: /^Show / })
    .first()
    .click()
  await expect.element(address).toHaveTextContent('/flows/f1')
  expect(studioStore.getState().selection).toEqual(['vars'])
})
