import type { SecretList } from '@callflow-studio/model/api'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { noContent } from '../testing/sample-answers.ts'
import { problem, serveApi } from '../testing/serve-api.ts'
import { SecretsPage } from './SecretsPage.tsx'

const crm = {
  name: 'crm',
  updatedAt: '2026-01-05T09:00:00.000Z',
  isReadable: true,
  usedBy: [{ id: 'f1', name: 'Front desk' }],
} satisfies SecretList['secrets'][number]

const open = async (more: Parameters<typeof serveApi>[0] = {}) => {
  const sent = serveApi({ 'GET /secrets': { secrets: [crm] }, ...more })
  await renderInStudio(<SecretsPage />, '/secrets')
  return sent
}
const name = page.getByRole('textbox', { name: 'Name' })
const value = page.getByLabelText('Value', { exact: true })
const save = page.getByRole('button', { name: 'Save secret' })

it('lists names and the flows that use them, and no value', async () => {
  await open()
  const row = page.getByRole('row').nth(1)
  await expect.element(row).toMatchTextContent('crm')
  await expect.element(row.getByRole('link', { name: 'Front desk' })).toHaveAttribute('href', '/flows/f1')
})

it('says which ones have to be entered again', async () => {
  await open({ 'GET /secrets': { secrets: [{ ...crm, isReadable: false }] } })
  await expect.element(page.getByText(/sealed with another STUDIO_SECRET: enter the value again/)).toBeVisible()
})

it('saves a value under a name, and clears both fields', async () => {
  const sent = await open({ 'PUT /secrets/billing': noContent })
  await expect.element(save).toBeDisabled()
  await name.fill(' billing ')
  await value.fill('s3cret')
  await save.click()
  await expect.element(name).toHaveValue('')
  await expect.element(value).toHaveValue('')
  expect(sent.find(({ method }) => method === 'PUT')).toMatchObject({
    path: '/secrets/billing',
    body: { value: 's3cret' },
  })
})

it('keeps what was typed where the name is refused', async () => {
  await open({ 'PUT /secrets/billing': () => problem(422, 'Not valid.', { detail: 'Use letters only.' }) })
  await name.fill('billing')
  await value.fill('s3cret')
  await save.click()
  await expect.element(page.getByText('Use letters only.')).toBeVisible()
  await expect.element(name).toHaveValue('billing')
})

it('asks before it deletes one that flows use', async () => {
  const sent = await open({ 'DELETE /secrets/crm': noContent })
  await page.getByRole('button', { name: 'Delete secret crm' }).click()
  const question = page.getByRole('dialog', { name: 'Delete secret crm?' })
  await expect.element(question).toMatchTextContent('HTTP requests in Front desk that use it will fail.')
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => sent.some(({ method }) => method === 'DELETE')).toBe(true)
})

it('says so where there is none', async () => {
  await open({ 'GET /secrets': { secrets: [] } })
  await expect.element(page.getByText('No secrets yet.')).toBeVisible()
})
