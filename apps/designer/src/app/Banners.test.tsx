import { setField } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { type StudioState, studioStore } from '../state/studio-store.ts'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { openedFlow } from '../testing/sample-answers.ts'
import { problem, serveApi } from '../testing/serve-api.ts'
import { Banners } from './Banners.tsx'

const theirs = flow().step('hello', 'tts', { text: 'Hi' }).chain('hello').build()
const mine = setField('hello', 'text', 'Good morning')(theirs)
const { id: flowId, ...opened } = openedFlow
const conflict = { revision: 8, updatedAt: '2026-01-05T10:00:00.000Z' }

const open = async (state: Partial<StudioState>, answers: Parameters<typeof serveApi>[0] = {}) => {
  const sent = serveApi({
    'GET /tables': { tables: [] },
    'GET /switches': { switches: [] },
    'GET /flows': { flows: [] },
    'GET /flows/f1': { ...openedFlow, revision: 8, document: theirs },
    ...answers,
  })
  openFlow(mine, { ...opened, flowId, flowName: 'Front desk', ...state })
  await renderInStudio(<Banners />)
  return sent
}

it.each([
  ['offline', 'You are offline. Changes are kept in this browser until you are back online.'],
  ['read-only', 'This flow was saved by a newer version of Callflow Studio. You can view it, but not save changes.'],
  [
    'failed',
    'Not saved. Trying again. Callflow Studio cannot save at the moment. Your changes are kept in this browser.',
  ],
] as const)('says what %s means', async (save, words) => {
  await open({ save })
  await expect.element(page.getByText(words)).toBeVisible()
})

it('is not there while everything is saved', async () => {
  await open({ save: 'saved' })
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  await expect.element(page.getByRole('status')).not.toBeInTheDocument()
})

it('compares, in a conflict, what was saved elsewhere with what is here', async () => {
  await open({ save: 'conflict', conflict })
  await expect.element(page.getByRole('alert')).toMatchTextContent('This flow was saved elsewhere')
  await page.getByRole('button', { name: 'Compare' }).click()
  const dialog = page.getByRole('dialog', { name: 'Their version compared with yours' })
  await expect.element(dialog.getByRole('listitem')).toMatchTextContent('Good morning')
})

it('takes theirs in a conflict', async () => {
  await open({ save: 'conflict', conflict })
  await page.getByRole('button', { name: 'Discard mine, use theirs' }).click()
  await expect.poll(() => studioStore.getState().revision).toBe(8)
  expect(studioStore.getState()).toMatchObject({ conflict: null, document: theirs })
})

it('says why theirs cannot be read', async () => {
  await open({ save: 'conflict', conflict }, { 'GET /flows/f1': () => problem(404, 'There is no such flow.') })
  await page.getByRole('button', { name: 'Discard mine, use theirs' }).click()
  await expect.element(page.getByRole('alert')).toMatchTextContent('There is no such flow.')
})

it('saves mine as a copy', async () => {
  const sent = await open(
    { save: 'conflict', conflict },
    { 'POST /flows': { ...openedFlow, id: 'f9', document: mine } },
  )
  await page.getByRole('button', { name: 'Save mine as a copy' }).click()
  await expect
    .poll(() => sent.find(({ method }) => method === 'POST')?.body)
    .toMatchObject({ name: 'Front desk copy', document: { nodes: mine.nodes } })
})

it('restores a flow that was deleted elsewhere', async () => {
  const sent = await open({ save: 'gone' }, { 'POST /flows/f1/restore': { ...openedFlow, document: theirs } })
  await page.getByRole('button', { name: 'Restore flow' }).click()
  await expect.poll(() => studioStore.getState().save).toBe('unsaved')
  expect(sent.some(({ path }) => path === '/flows/f1/restore')).toBe(true)
})
