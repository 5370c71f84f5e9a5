import type { FlowDocument } from '@callflow-studio/model'
import type { KazooAccount } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { type StudioState, studioStore } from '../state/studio-store.ts'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { kazooAccounts } from '../testing/sample-answers.ts'
import { serveApi } from '../testing/serve-api.ts'
import { Inspector } from './Inspector.tsx'

const open = async (
  document: FlowDocument = flow({ timezone: 'Europe/Berlin' }).build(),
  more: Partial<StudioState> = {},
) => {
  openFlow(document, { flowName: 'Front desk', ...more })
  await renderInStudio(<Inspector />)
}
const state = () => studioStore.getState()
const settings = () => state().document.settings
const text = (name: string) => page.getByRole('textbox', { name, exact: true })
const pick = async (select: string, option: string | RegExp) => {
  await page.getByRole('combobox', { name: select, exact: true }).click()
  await page.getByRole('option', { name: option }).first().click()
}

describe('the settings of a flow', () => {
  it('are shown while nothing is selected, and while the selected step is gone', async () => {
    await open(undefined, { selection: ['gone'] })
    await expect.element(page.getByRole('heading', { name: 'Flow' })).toBeVisible()
  })

  it('rename the flow', async () => {
    await open()
    await expect.element(text('Name').first()).toHaveValue('Front desk')
    await text('Name').first().fill('Reception')
    expect(state().flowName).toBe('Reception')
  })

  it('set the format of the answers, and say what it means', async () => {
    await open()
    await expect.element(page.getByText(/^All KAZOO features\./)).toBeVisible()
    await page.getByText('TwiML', { exact: true }).click()
    expect(settings().format).toBe('twiml')
    await expect.element(page.getByText(/^For flows from a TwiML system\./)).toBeVisible()
  })

  it('set the time zone, as one that was chosen', async () => {
    await open()
    const zone = page.getByRole('combobox', { name: 'Time zone' })
    await expect.element(zone).toHaveValue('Europe/Berlin')
    await zone.fill('Tokyo')
    await pick('Time zone', 'Asia/Tokyo')
    expect(settings()).toMatchObject({ timezone: 'Asia/Tokyo', timezoneChosen: true })
  })

  it('set how long callers may hear silence, or leave it to the studio', async () => {
    await open()
    await text('Longest silence').fill('2.5')
    expect(settings().maxSilenceMs).toBe(2500)
    await text('Longest silence').fill('')
    expect(settings()).not.toHaveProperty('maxSilenceMs')
  })

  it('set the language, a whole visit as one undo', async () => {
    const document = flow().build()
    await open(document)
    await text('Language').click()
    await userEvent.keyboard('{Control>}a{/Control}de-DE')
    expect(settings().locale).toBe('de-DE')
    state().undo()
    expect(state().document).toEqual(document)
  })
})

describe('the KAZOO account of a flow', () => {
  const [acme, west] = kazooAccounts as [KazooAccount, KazooAccount]
  const select = page.getByRole('combobox', { name: 'KAZOO account' })
  const reach = (accounts: readonly object[], problems: readonly object[] = []) =>
    serveApi({ 'GET /kazoo/accounts': { accounts, problems } })
  const openIn = (kazooAccount: string) => open(flow({ kazooAccount }).build())

  it('is not asked for while no account is connected', async () => {
    const sent = reach([])
    await open()
    await expect.poll(() => sent.length).toBe(1)
    await expect.element(text('Language')).toBeVisible()
    await expect.element(select).not.toBeInTheDocument()
  })

  it('is chosen by name, sub-accounts under those above them, or none at all', async () => {
    reach(kazooAccounts)
    await open()
    await select.click()
    await expect.element(page.getByRole('option', { name: /^Acme West/ })).toMatchTextContent('Sub-account of Acme')
    await page.getByRole('option', { name: /^Acme West/ }).click()
    expect(settings().kazooAccount).toBe(west.id)
    await pick('KAZOO account', 'No account')
    expect(settings()).not.toHaveProperty('kazooAccount')
  })

  it('is offered, not chosen, where there is only one', async () => {
    reach([acme])
    await open()
    await page.getByRole('button', { name: 'Use Acme' }).click()
    expect(settings().kazooAccount).toBe(acme.id)
    await expect.element(page.getByRole('button', { name: 'Use Acme' })).not.toBeInTheDocument()
  })

  it('is shown by its id where no connection reaches it', async () => {
    reach([])
    await openIn('f'.repeat(32))
    await expect.element(select).toHaveValue('f'.repeat(32))
    await expect.element(page.getByText(/^No connection reaches this account\./)).toBeVisible()
  })

  it('tells why the accounts of a connection cannot be read', async () => {
    reach([acme], [{ connectionId: 'c1', message: 'KAZOO took too long to answer. Try again.' }])
    await open()
    await expect.element(page.getByText('KAZOO took too long to answer. Try again.')).toBeVisible()
  })
})

describe('the variables of a flow', () => {
  const vip = flow().variable({ name: 'vip', type: 'boolean' }).build()

  it('get one more, with the cursor in its name', async () => {
    await open()
    await page.getByRole('button', { name: 'Add a variable' }).click()
    expect(state().document.variables).toEqual([{ name: '', type: 'string' }])
    const name = page.getByRole('group').getByRole('textbox', { name: 'Name' })
    await expect.element(name).toHaveFocus()
    await userEvent.keyboard('plan')
    expect(state().document.variables).toEqual([{ name: 'plan', type: 'string' }])
  })

  it('lose one', async () => {
    await open(vip)
    await page.getByRole('button', { name: 'Remove vip' }).click()
    expect(state().document.variables).toEqual([])
  })

  it('are masked in logs where they are sensitive', async () => {
    await open(vip)
    await page.getByRole('switch', { name: 'Sensitive' }).click()
    expect(state().document.variables).toEqual([{ name: 'vip', type: 'boolean', sensitive: true }])
  })

  it('get another type', async () => {
    await open(vip)
    await pick('Type', 'Number')
    expect(state().document.variables).toEqual([{ name: 'vip', type: 'number' }])
  })

  it.each([
    ['boolean', 'true', true],
    ['boolean', 'tr', 'tr'],
    ['number', '42', 42],
    ['string', '42', '42'],
    ['json', '{"a":1}', { a: 1 }],
    ['json', '{"a"', '{"a"'],
  ] as const)('have a default of the type %s: %s', async (type, typed, value) => {
    await open(flow().variable({ name: 'it', type }).build())
    await text('Default').fill(typed)
    expect(state().document.variables).toEqual([{ name: 'it', type, default: value }])
    await expect.element(text('Default')).toHaveValue(typed)
  })

  it('have no default where it is empty', async () => {
    await open(flow().variable({ name: 'it', type: 'string', default: 'a' }).build())
    await text('Default').fill('')
    expect(state().document.variables).toEqual([{ name: 'it', type: 'string' }])
  })
})
