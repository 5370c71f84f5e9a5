import type { TriedOut } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { studioStore } from '../../state/studio-store.ts'
import { openFlow } from '../../testing/open-flow.ts'
import { renderInStudio } from '../../testing/render-in-studio.tsx'
import { problem, serveApi } from '../../testing/serve-api.ts'
import { StepInspector } from '../StepInspector.tsx'

const GET = {
  method: 'GET',
  url: 'https://crm.example/callers/{{ vars.customer }}',
  headers: [],
  body: { type: 'none' },
  assign: [],
  timeoutMs: 4000,
}
const REQUEST = { method: 'GET', url: 'https://crm.example/callers/7', headers: [], body: null }
const done = (text: string, more: Partial<TriedOut> = {}, status = 200): TriedOut => ({
  request: { ...REQUEST, headers: [] },
  reply: { ok: true, status, contentType: 'application/json', text, durationMs: 42 },
  took: status < 300 ? 'success' : 'failure',
  failure: null,
  assigned: {},
  ...more,
})
const REPLY = done('{"plan":"gold","address":{"city":"Oslo"},"tags":["a","b"]}')

type Body = { isConfirmed: boolean; variables: unknown; nodeId: string }

const open = async (answer: unknown, data: object = {}) => {
  const sent = serveApi({ 'POST /try-out': answer, 'GET /secrets': { secrets: [] } })
  const document = flow()
    .step('ask', 'data.http', { ...GET, ...data })
    .step('box', 'voicemail', { id: 'a' }, { name: 'Mailbox' })
    .chain('ask')
    .edge('ask.success', 'box')
    .variable({ name: 'customer', type: 'number' })
    .build()
  openFlow(document, { flowId: 'f1' })
  await renderInStudio(<StepInspector nodeId="ask" />)
  return () => sent.filter(({ method }) => method === 'POST').map(({ body }) => body as Body)
}
const panel = page.getByRole('region', { name: 'Try it' })
const button = (name: string | RegExp) => panel.getByRole('button', { name, exact: true })
const tree = panel.getByRole('tree', { name: 'Reply' })
const row = (name: string | RegExp) => tree.getByRole('treeitem', { name })
const nameField = panel.getByRole('textbox', { name: /^Keep .* as$/ })
const kept = () => studioStore.getState().document.nodes.find(({ id }) => id === 'ask')?.data.assign

describe('sending a request', () => {
  it('needs an address', async () => {
    await open(REPLY, { url: '' })
    await expect.element(button('Send')).toBeDisabled()
    await expect.element(panel).toMatchTextContent('Enter the address above to send the request.')
  })

  it('sends it once, with values of the declared type that earlier steps would set', async () => {
    const sent = await open(REPLY)
    await panel.getByRole('textbox', { name: 'vars.customer' }).fill('7')
    await button('Send').click()
    await expect.element(button('Send again')).toBeVisible()
    expect(sent()).toMatchObject([{ nodeId: 'ask', isConfirmed: false, variables: { customer: 7 } }])
  })

  it('shows status, time and size of the reply, and the exit that the call takes', async () => {
    await open(REPLY)
    await button('Send').click()
    await expect.element(panel).toMatchTextContent('200')
    await expect.element(panel).toMatchTextContent('42 ms · 58 B')
    await expect.element(panel.getByRole('status')).toMatchTextContent(/^The call takes the exit .* to Mailbox$/)
  })

  it('asks before it sends what may change something', async () => {
    const sent = await open(
      ({ body }: { body: Body }) =>
        body.isConfirmed ? REPLY : problem(409, 'Confirm it.', { request: { ...REQUEST, method: 'POST', body: '{}' } }),
      { method: 'POST' },
    )
    await button('Send').click()
    const question = panel.getByRole('region', { name: 'Send a live POST request?' })
    await expect.element(question).toMatchTextContent('crm.example may store, change or delete data')
    await expect.element(button('Do not send')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(question).not.toBeInTheDocument()
    await expect.element(button('Send')).toHaveFocus()
    await button('Send').click()
    await button('Send POST').click()
    await expect.element(button('Send again')).toHaveFocus()
    expect(sent().map(({ isConfirmed }) => isConfirmed)).toEqual([false, false, true])
  })

  it.each<[string, unknown, string]>([
    ['the studio refuses', () => problem(422, 'The step is not ready.'), 'The step is not ready.'],
    [
      'the studio cannot be reached',
      () => {
        throw new TypeError('Failed to fetch')
      },
      'Callflow Studio cannot be reached. Nothing was sent.',
    ],
  ])('says why nothing came where %s', async (_, answer, words) => {
    await open(answer)
    await button('Send').click()
    await expect.element(panel.getByRole('alert')).toMatchTextContent(words)
  })

  it('says what to do where no reply came in time', async () => {
    await open(
      done('', {
        reply: { ok: false, code: 'look-up.timeout', message: 'No reply.', durationMs: 4000 },
        took: 'error',
        failure: { code: 'look-up.timeout', message: 'No reply within 4 s.' },
      }),
    )
    await button('Send').click()
    await expect.element(panel.getByRole('alert')).toMatchTextContent('No reply within 4 s.')
    await expect.element(panel.getByRole('alert')).toMatchTextContent('Increase the timeout below')
    await expect.element(panel.getByText('no reply', { exact: true })).toBeVisible()
  })
})

describe('keeping values of the reply', () => {
  const sendIt = async (answer: TriedOut = REPLY, data: object = {}) => {
    await open(answer, data)
    await button('Send').click()
    await expect.element(button('Send again')).toBeVisible()
  }

  it('keeps a value under a proposed name, by mouse', async () => {
    await sendIt()
    await row(/^plan/).click()
    await expect.element(nameField).toHaveFocus()
    await expect.element(nameField).toHaveValue('plan')
    await userEvent.keyboard('{Enter}')
    expect(kept()).toEqual([{ name: 'plan', path: '$.plan' }])
    await expect.element(row(/^plan.*kept as plan/)).toBeVisible()
  })

  it('keeps a value under another name, by keys alone', async () => {
    await sendIt()
    row(/^reply/)
      .element()
      .focus()
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await userEvent.keyboard('tier{Enter}')
    expect(kept()).toEqual([{ name: 'tier', path: '$.plan' }])
  })

  it('keeps nothing with Escape, and gives the focus back', async () => {
    await sendIt()
    await row(/^plan/).click()
    await expect.element(nameField).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    await expect.element(nameField).not.toBeInTheDocument()
    await expect.element(row(/^plan/)).toHaveFocus()
    expect(kept()).toEqual([])
  })

  it.each([
    ['1st', 'Use letters, digits and _, and start with a letter.'],
    ['taken', 'This step keeps another value as taken. Choose another name.'],
  ])('refuses the name %s', async (name, words) => {
    await sendIt(REPLY, { assign: [{ name: 'taken', path: 'tags' }] })
    await row(/^plan/).click()
    await nameField.fill(name)
    await expect.element(nameField).toHaveAccessibleDescription(words)
    await expect.element(button('Keep')).toBeDisabled()
  })

  it('folds and unfolds what holds values', async () => {
    await sendIt()
    const address = row(/^address/)
    const isOpen = address.element().getAttribute('aria-expanded') === 'true'
    await address.click()
    await expect.element(address).toHaveAttribute('aria-expanded', String(!isOpen))
    await userEvent.keyboard(isOpen ? '{ArrowRight}' : '{ArrowLeft}')
    await expect.element(address).toHaveAttribute('aria-expanded', String(isOpen))
  })

  it.each([
    ['the status', REPLY, 'Keep the status', { name: 'status', from: 'status' }],
    ['the text of a reply that is not JSON', done('Hello'), 'Keep the text', { name: 'text', from: 'text' }],
  ])('keeps %s', async (_, reply, press, line) => {
    await sendIt(reply)
    await button(press).click()
    await expect.element(nameField).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(kept()).toEqual([line])
  })

  it('warns of a kept value that the reply does not hold', async () => {
    await sendIt(REPLY, { assign: [{ name: 'phone', path: 'phone' }] })
    await expect.element(panel).toMatchTextContent('phone stays empty: phone is not in this reply.')
  })

  it('says that another status keeps no values', async () => {
    await sendIt(done('{"error":"none"}', {}, 404))
    await expect.element(panel).toMatchTextContent('Values are kept only if the status is 2xx.')
  })

  it('says that a reply is empty', async () => {
    await sendIt(done(''))
    await expect.element(panel).toMatchTextContent('The reply is empty.')
  })
})
