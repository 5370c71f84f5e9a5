/** Importing callflows of a connected KAZOO account. */
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { Address, address } from '../testing/Address.tsx'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { kazooAccounts, openedFlow, studioInfo } from '../testing/sample-answers.ts'
import { type Answers, type ApiRequest, problem, serveApi } from '../testing/serve-api.ts'
import { ImportDialog } from './ImportDialog.tsx'

const ANN = '7c'.repeat(16)
const WEST = kazooAccounts[1]?.id ?? ''
const document = flow().step('ring', 'user', { id: ANN }).chain('ring').build()
const callflow = (id: string, name: string, numbers: string[], keptBy: string | null = null) => ({
  id,
  name,
  numbers,
  patterns: [],
  modules: ['user'],
  keptBy,
})
const callflows = [
  callflow('main', 'Main number', ['+14155550100', '2000']),
  callflow('sales', 'Sales', ['3001']),
  callflow('code', '', ['*97'], 'feature code'),
  callflow('ann', 'Ann Bell', ['1001'], 'mainUserCallflow'),
]
const detail = {
  id: 'main',
  revision: '1-a',
  callflow: { name: 'Main number', flow: {} },
  names: { [ANN]: 'Ann Bell' },
}

async function open(more: Answers = {}) {
  const sent = serveApi({
    'GET /studio': studioInfo,
    'GET /flows': { flows: [] },
    'GET /kazoo/accounts': { accounts: kazooAccounts, problems: [] },
    [`GET /kazoo/accounts/${WEST}/callflows`]: { callflows },
    [`GET /kazoo/accounts/${WEST}/callflows/main`]: detail,
    'POST /import': { document, diagnostics: [], profile: 'any' },
    'POST /flows': ({ body }: ApiRequest) => ({ ...openedFlow, document, ...(body as object), id: 'f9' }),
    ...more,
  })
  await renderInStudio(
    <>
      <Address />
      <ImportDialog onClose={vi.fn()} />
    </>,
  )
  return sent
}
const chooseWest = async () => {
  await page.getByText('KAZOO', { exact: true }).click()
  await page.getByRole('combobox', { name: 'KAZOO account' }).click()
  await page.getByRole('option', { name: /^Acme West/ }).click()
}
const list = page.getByRole('list', { name: 'Callflows' })
const box = (name: string | RegExp) => page.getByRole('checkbox', { name })
const created = (sent: readonly ApiRequest[]) =>
  sent.filter(({ method, path }) => method === 'POST' && path === '/flows').map(({ body }) => body)

it('makes a flow of the account, with the names of what its steps ring', async () => {
  const sent = await open()
  await chooseWest()
  await box(/^Main number/).click()
  await page.getByRole('button', { name: 'Import 1 callflow' }).click()
  await expect.element(address).toHaveTextContent('/flows/f9')
  expect(created(sent)).toMatchObject([
    {
      name: 'Main number',
      document: {
        settings: { kazooAccount: WEST },
        nodes: expect.arrayContaining([expect.objectContaining({ id: 'ring', names: { [ANN]: 'Ann Bell' } })]),
      },
    },
  ])
  expect(sent.find(({ path }) => path === '/import')?.body).toMatchObject({
    format: 'callflow',
    source: JSON.stringify(detail.callflow),
  })
})

it('finds callflows by name and number, and chooses all that are found', async () => {
  await open()
  await chooseWest()
  await expect.element(list.getByRole('listitem')).toHaveLength(2)
  await page.getByRole('textbox', { name: 'Search names and numbers' }).fill('(415) 555-0100')
  await expect.element(list).toMatchTextContent('Main number+14155550100, 2000')
  await expect.element(list.getByRole('listitem')).toHaveLength(1)
  await box('1 callflow').click()
  await expect.element(page.getByRole('button', { name: 'Import 1 callflow' })).toBeEnabled()
  await page.getByRole('textbox', { name: 'Search names and numbers' }).fill('nobody')
  await expect.element(page.getByText('No callflow has this name or number.')).toBeVisible()
})

it('leaves feature codes and callflows of other apps alone until they are shown', async () => {
  await open()
  await chooseWest()
  await page.getByRole('switch', { name: /^Show 2 feature codes and callflows of other apps/ }).click()
  await expect.element(list).toMatchTextContent(/\*97Feature code.*Ann BellOther app: mainUserCallflow1001/)
  await box(/^Ann Bell/).click()
  await expect.element(page.getByRole('button', { name: 'Import 1 callflow' })).toBeEnabled()
  await page.getByRole('switch', { name: /^Show 2 feature codes/ }).click()
  await expect.element(page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
})

it('imports the others where one cannot be read, which stays chosen', async () => {
  const sent = await open({
    [`GET /kazoo/accounts/${WEST}/callflows/sales`]: () =>
      problem(404, 'KAZOO could not be asked.', { detail: 'This no longer exists in KAZOO.' }),
  })
  await chooseWest()
  await box('All 2 callflows').click()
  await page.getByRole('button', { name: 'Import 2 callflows' }).click()
  const report = page.getByRole('list', { name: 'Import report' })
  await expect.element(report).toMatchTextContent('Main number1 step imported')
  await expect.element(report).toMatchTextContent('SalesNothing was importedThis no longer exists in KAZOO.')
  expect(created(sent)).toHaveLength(1)
  await expect.element(page.getByRole('button', { name: 'Import 1 callflow' })).toBeEnabled()
  await expect.element(box(/^Sales/)).toBeChecked()
})

it('says why callflows cannot be read, and reads them again', async () => {
  let isAway = true
  await open({
    [`GET /kazoo/accounts/${WEST}/callflows`]: () =>
      isAway
        ? problem(502, 'KAZOO could not be asked.', { detail: 'KAZOO took too long to answer. Try again.' })
        : { callflows },
  })
  await chooseWest()
  await expect.element(page.getByRole('alert')).toMatchTextContent('KAZOO took too long to answer.')
  isAway = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.element(list.getByRole('listitem')).toHaveLength(2)
})

it('is not offered while no account is connected', async () => {
  await open({ 'GET /kazoo/accounts': { accounts: [], problems: [] } })
  await expect.element(page.getByRole('textbox', { name: 'Paste text' })).toBeVisible()
  await expect.element(page.getByRole('radiogroup', { name: 'Import from' })).not.toBeInTheDocument()
})
