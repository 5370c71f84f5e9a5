/** Connections to KAZOO: made, checked, changed and taken away, each by itself. */
import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { acme, noContent } from '../testing/sample-answers.ts'
import { type Answers, type ApiRequest, problem, serveApi } from '../testing/serve-api.ts'
import { KazooAccounts } from './KazooAccounts.tsx'

const open = async (connections: readonly object[] = [acme], more: Answers = {}) => {
  const sent = serveApi({ 'GET /connections': { connections }, ...more })
  await renderInStudio(<KazooAccounts />)
  return sent
}
const changes = (sent: readonly ApiRequest[]) => sent.filter(({ method }) => method !== 'GET')
const button = (name: string) => page.getByRole('button', { name, exact: true })
const field = (label: string) => page.getByLabelText(label, { exact: true })
const row = page.getByRole('list', { name: 'KAZOO accounts' }).getByRole('listitem').first()
const dialog = page.getByRole('dialog')

describe('the list', () => {
  it('says what a connection brings while there is none', async () => {
    await open([])
    await expect.element(page.getByText(/^Connect a KAZOO account to/)).toBeVisible()
    await expect.element(row).not.toBeInTheDocument()
  })

  it('shows each account with its address, who signs in, and its KAZOO', async () => {
    const west = { ...acme, id: 'c2', accountName: 'West', isReseller: false, version: null }
    await open([acme, { ...west, signIn: { type: 'user', username: 'ann' } }])
    await expect
      .element(row)
      .toMatchTextContent('AcmeResellerhttps://kazoo.example.com:8443/v2 · API key · KAZOO 4.3.142')
    await expect.element(page.getByRole('listitem').nth(1)).toMatchTextContent('/v2 · User ann')
  })

  it('says which ones have to be entered again', async () => {
    await open([{ ...acme, isReadable: false }])
    await expect.element(row).toMatchTextContent('enter the API key or password again')
    await button('Change Acme').click()
    await expect.element(dialog.getByText('As before')).not.toBeInTheDocument()
  })
})

describe('a new connection', () => {
  it('is made by an API key, and closes the dialog once KAZOO has let the studio in', async () => {
    const sent = await open([], { 'POST /connections': () => Response.json(acme, { status: 201 }) })
    await button('Connect an account').click()
    await expect.element(button('Connect')).toBeDisabled()
    await field('Base URL of KAZOO’s API').fill(' kazoo.example.com:8443 ')
    await field('API key').nth(1).fill('k'.repeat(64))
    await button('Connect').click()
    await expect.element(dialog).not.toBeInTheDocument()
    expect(changes(sent)).toMatchObject([
      {
        path: '/connections',
        body: { baseUrl: 'kazoo.example.com:8443', signIn: { type: 'api-key', apiKey: 'k'.repeat(64) } },
      },
    ])
    expect(sent.at(-1)).toMatchObject({ method: 'GET', path: '/connections' })
  })

  it('is made by a user, whose account is found by its name or its realm', async () => {
    const sent = await open([], { 'POST /connections': () => Response.json(acme, { status: 201 }) })
    await button('Connect an account').click()
    await field('Base URL of KAZOO’s API').fill('https://kazoo.example.com')
    await page.getByText('User', { exact: true }).click()
    await field('User name').fill('ann')
    await field('Password').fill('correct horse')
    await page.getByRole('combobox', { name: 'Find the account by' }).click()
    await page.getByRole('option', { name: 'Realm' }).click()
    await field('Realm').nth(-1).fill('acme.example.com')
    await button('Connect').click()
    await expect.element(dialog).not.toBeInTheDocument()
    expect(changes(sent)[0]?.body).toEqual({
      baseUrl: 'https://kazoo.example.com',
      signIn: { type: 'user', username: 'ann', password: 'correct horse', realm: 'acme.example.com' },
    })
  })

  it('keeps all that was entered where KAZOO refuses it, with the reason', async () => {
    const detail = '10.0.0.5 is an address of a private network. An administrator can allow it with ALLOWED_HOSTS.'
    await open([], { 'POST /connections': () => problem(422, 'It was not saved.', { detail }) })
    await button('Connect an account').click()
    await field('Base URL of KAZOO’s API').fill('http://10.0.0.5:8000')
    await field('API key').nth(1).fill('key')
    await button('Connect').click()
    await expect.element(page.getByRole('alert')).toHaveTextContent(`It was not saved. ${detail}`)
    await expect.element(field('Base URL of KAZOO’s API')).toHaveValue('http://10.0.0.5:8000')
    await expect.element(field('API key').nth(1)).toHaveValue('key')
  })
})

describe('a connection', () => {
  it('is checked by signing in again', async () => {
    await open([acme], { 'POST /connections/c1/check': { ...acme, version: '5.0.1' } })
    await button('Check Acme').click()
    await expect.element(row.getByRole('status')).toHaveTextContent('Signed in to KAZOO 5.0.1. The connection works.')
  })

  it('says what does not work', async () => {
    const refused = () =>
      problem(422, 'KAZOO does not let the studio in.', { detail: 'It does not know this API key.' })
    await open([acme], { 'POST /connections/c1/check': refused })
    await button('Check Acme').click()
    await expect
      .element(row.getByRole('alert'))
      .toHaveTextContent('KAZOO does not let the studio in. It does not know this API key.')
  })

  it('gets another base URL and keeps what it signs in with', async () => {
    const sent = await open([acme], { 'PUT /connections/c1': acme })
    await button('Change Acme').click()
    await expect.element(field('Base URL of KAZOO’s API')).toHaveValue(acme.baseUrl)
    await field('Base URL of KAZOO’s API').fill('https://api.example.com/v2')
    await button('Save').click()
    await expect.element(dialog).not.toBeInTheDocument()
    expect(changes(sent)[0]?.body).toEqual({ baseUrl: 'https://api.example.com/v2' })
  })

  it('gets another API key', async () => {
    const sent = await open([acme], { 'PUT /connections/c1': acme })
    await button('Change Acme').click()
    await dialog.getByText('API key', { exact: true }).click()
    await field('API key').nth(1).fill('new')
    await button('Save').click()
    await expect.element(dialog).not.toBeInTheDocument()
    expect(changes(sent)[0]?.body).toEqual({ baseUrl: acme.baseUrl, signIn: { type: 'api-key', apiKey: 'new' } })
  })

  it('is taken away after a question that says what stays', async () => {
    const sent = await open([acme], { 'DELETE /connections/c1': noContent })
    await button('Disconnect Acme').click()
    await expect
      .element(dialog)
      .toMatchTextContent('Nothing changes in KAZOO. Flows keep the ids and names that they have.')
    await dialog.getByRole('button', { name: 'Disconnect' }).click()
    await expect.poll(() => changes(sent)).toMatchObject([{ method: 'DELETE', path: '/connections/c1' }])
  })
})
