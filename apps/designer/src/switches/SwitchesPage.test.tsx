import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { noContent, switchList } from '../testing/sample-answers.ts'
import { problem, serveApi } from '../testing/serve-api.ts'
import { SwitchesPage } from './SwitchesPage.tsx'

const [office] = switchList.switches
const usedBy = [{ id: 'f1', name: 'Front desk' }]

const open = async (more: Parameters<typeof serveApi>[0] = {}) => {
  const sent = serveApi({ 'GET /switches': switchList, ...more })
  await renderInStudio(<SwitchesPage />, '/switches')
  return sent
}
const card = page.getByRole('region', { name: 'Office' })
const menu = async (item: string) => {
  await page.getByRole('button', { name: 'Actions for Office' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
const saved = (sent: Awaited<ReturnType<typeof open>>) => sent.find(({ method }) => method === 'PUT')?.body

it('shows each switch with its state and the flows that use it', async () => {
  await open({ 'GET /switches': { switches: [{ ...office, usedBy }] } })
  await expect.element(card.getByRole('radio', { name: 'By opening hours' })).toBeChecked()
  await expect.element(card.getByText('Each flow follows its opening hours.')).toBeVisible()
  await expect.element(card.getByRole('link', { name: 'Front desk' })).toHaveAttribute('href', '/flows/f1')
})

it('closes by hand, until it is changed', async () => {
  const sent = await open({ 'PUT /switches/s1': { ...office, state: 'closed' } })
  await card.getByText('Closed', { exact: true }).click()
  await expect.poll(() => saved(sent)).toEqual({ state: 'closed' })
})

it.each([
  ['open', null, 'Open until changed, regardless of opening hours.'],
  ['closed', null, 'Closed until changed, regardless of opening hours.'],
  ['closed', '2099-12-24T17:00:00.000Z', /^Closed until .*, then by opening hours\.$/],
])('says how long it is %s: %j', async (state, until, words) => {
  await open({ 'GET /switches': { switches: [{ ...office, state, until }] } })
  await expect.element(card.getByText(words)).toBeVisible()
})

it('says which call has set it', async () => {
  const changed = { changedAt: '2026-01-05T09:00:00.000Z', changedBy: { flow: 'Night switch', caller: '+14155550100' } }
  await open({ 'GET /switches': { switches: [{ ...office, state: 'open', ...changed }] } })
  await expect.element(card.getByText(/^Set by a call from \+14155550100 to Night switch, /)).toBeVisible()
})

it('adds a switch', async () => {
  const sent = await open({ 'POST /switches': { ...office, id: 's3', name: 'Night service' } })
  await page.getByRole('textbox', { name: 'New switch name' }).fill('Night service')
  await page.getByRole('button', { name: 'Add switch' }).click()
  await expect.poll(() => sent.find(({ method }) => method === 'POST')?.body).toEqual({ name: 'Night service' })
})

it('renames one', async () => {
  const sent = await open({ 'PUT /switches/s1': { ...office, name: 'Head office' } })
  await menu('Rename')
  await page.getByRole('textbox', { name: 'Switch name', exact: true }).fill('Head office')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => saved(sent)).toEqual({ name: 'Head office' })
})

it('deletes one only after a question that names the flows', async () => {
  const sent = await open({
    'GET /switches': { switches: [{ ...office, usedBy }] },
    'DELETE /switches/s1': noContent,
  })
  await menu('Delete')
  const question = page.getByRole('dialog', { name: 'Delete Office?' })
  await expect.element(question).toMatchTextContent('In Front desk, opening hours alone decide from then on.')
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect(sent.some(({ method }) => method === 'DELETE')).toBe(false)
  await menu('Delete')
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => sent.some(({ method }) => method === 'DELETE')).toBe(true)
})

it('says why a change was refused', async () => {
  await open({ 'PUT /switches/s1': () => problem(409, 'It was changed elsewhere.') })
  await card.getByText('Open', { exact: true }).click()
  await expect.element(page.getByText('Not changed: It was changed elsewhere.')).toBeVisible()
})

it('says how to begin where there is none', async () => {
  await open({ 'GET /switches': { switches: [] } })
  await expect.element(page.getByText(/^No switches yet\./)).toBeVisible()
})
