/** Users, mailboxes and so on of the flow's KAZOO account, chosen by name. */
import { summaryOf } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { studioStore } from '../../state/studio-store.ts'
import { openFlow } from '../../testing/open-flow.ts'
import { renderInStudio } from '../../testing/render-in-studio.tsx'
import { type Answers, problem, serveApi } from '../../testing/serve-api.ts'
import { StepInspector } from '../StepInspector.tsx'

const ACCOUNT = 'a1'.repeat(16)
const ANN = '7c'.repeat(16)
const BEN = '8d'.repeat(16)
const readAt = '2026-12-01T09:00:00.000Z'
const users = {
  entities: [
    { id: BEN, name: 'Ben Ash', detail: '205' },
    { id: ANN, name: 'Ann Bell', detail: '204' },
  ],
  isAvailable: true,
  readAt,
}

async function open(id: string, more: Answers = {}, names?: Record<string, string>) {
  const sent = serveApi({ [`GET /kazoo/accounts/${ACCOUNT}/entities/user`]: users, ...more })
  const document = flow({ kazooAccount: ACCOUNT }).step('ring', 'user', { id, timeout: 20 }).chain('ring').build()
  openFlow({
    ...document,
    nodes: document.nodes.map((node) => (names && node.id === 'ring' ? { ...node, names } : node)),
  })
  await renderInStudio(<StepInspector nodeId="ring" />)
  return sent
}
const picker = page.getByRole('combobox', { name: 'User' })
const ring = () => studioStore.getState().document.nodes.find(({ id }) => id === 'ring')

it('offers users by name and number, and keeps the name for the card, as one undo step', async () => {
  await open('')
  await picker.click()
  await expect.element(page.getByRole('option').first()).toHaveTextContent('Ann Bell204')
  await picker.fill('205')
  await page.getByRole('option', { name: /Ben Ash/ }).click()
  expect(ring()).toMatchObject({ data: { id: BEN }, names: { [BEN]: 'Ben Ash' } })
  expect(summaryOf(ring() ?? expect.fail())).toBe('User Ben Ash, 20 s')
  await expect.element(picker).toHaveValue('Ben Ash (205)')
  studioStore.getState().undo()
  expect(ring()).toMatchObject({ data: { id: '' } })
  expect(ring()).not.toHaveProperty('names')
})

it('takes an id that is typed', async () => {
  await open('')
  await picker.fill('9'.repeat(32))
  await page.getByRole('option', { name: `Use the id “${'9'.repeat(32)}”` }).click()
  expect(ring()?.data.id).toBe('9'.repeat(32))
})

it('follows a user who was renamed in KAZOO, without an undo step', async () => {
  await open(ANN, {}, { [ANN]: 'Ann Old' })
  await expect.poll(() => ring()?.names).toEqual({ [ANN]: 'Ann Bell' })
  expect(studioStore.getState().past).toEqual([])
})

it('says who is gone from KAZOO, by the name that was kept', async () => {
  await open('9'.repeat(32), {}, { ['9'.repeat(32)]: 'Carl Dee' })
  await expect.element(page.getByText('This user is gone from KAZOO. Choose another one.')).toBeVisible()
  await expect.element(picker).toHaveValue('Carl Dee')
})

it('says why there are no names, and leaves what was chosen', async () => {
  const unread = () => problem(502, 'KAZOO could not be asked.')
  await open(ANN, { [`GET /kazoo/accounts/${ACCOUNT}/entities/user`]: unread }, { [ANN]: 'Ann Bell' })
  await expect.element(page.getByText(/^Names are missing: KAZOO could not be asked\./)).toBeVisible()
  await expect.element(picker).toHaveValue('Ann Bell')
})

it('says that KAZOO does not list them', async () => {
  const off = { entities: [], isAvailable: false, readAt }
  await open('', { [`GET /kazoo/accounts/${ACCOUNT}/entities/user`]: off })
  await expect.element(page.getByText(/does not list its users/)).toBeVisible()
})

it('lets a value of the call decide, and goes back to names', async () => {
  await open(ANN)
  await page.getByRole('button', { name: 'Insert a value' }).first().click()
  const text = page.getByRole('textbox', { name: /^User/ })
  await text.fill('{{ vars.agent }}')
  expect(ring()?.data.id).toBe('{{ vars.agent }}')
  await page.getByRole('button', { name: 'Choose by name' }).click()
  await expect.element(picker).toBeVisible()
  await userEvent.keyboard('{Escape}')
})
