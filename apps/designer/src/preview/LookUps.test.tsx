import type { Preview, PreviewRequest } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { callEvent, clinic, sampleLookUp, waitingCall } from '../testing/sample-calls.ts'
import { serveApi } from '../testing/serve-api.ts'
import { Phone } from './Phone.tsx'

const OK = { ok: true, status: 200, contentType: 'application/json', text: '{"plan":"gold"}', durationMs: 42 } as const
const NONE = { ok: false, code: 'look-up.timeout', message: 'No reply in time.', durationMs: 4000 } as const

const answered = (method: string, reply: typeof OK | typeof NONE = OK): Preview => ({
  ...waitingCall,
  lookUps: [sampleLookUp(method, reply)],
})
const asking: Preview = {
  ...waitingCall,
  events: [callEvent(null, 'call', { text: 'Calls' })],
  lookUps: [sampleLookUp('POST', null)],
  waitingFor: { nodeId: 'known', kind: 'look-up', text: 'Would send POST', choices: [] },
}
const isReal = ({ mocks = {}, confirmed }: PreviewRequest) => !('known' in mocks) && !confirmed

const open = async (answer: (request: PreviewRequest) => Preview) => {
  openFlow(clinic, { flowId: 'f1', isPreviewing: true })
  const sent = serveApi({ 'POST /flows/f1/preview': ({ body }: { body: PreviewRequest }) => answer(body) })
  await renderInStudio(<Phone />)
  return () => sent.at(-1)?.body as PreviewRequest
}
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const form = page.getByRole('form', { name: 'Test reply' })
const question = page.getByRole('region', { name: 'HTTP request waiting' })
const body = form.getByRole('textbox', { name: 'Reply (JSON)' })

describe('a look-up that would change something', () => {
  const ask = () => open((request) => (isReal(request) ? asking : answered('POST')))

  it('says what would be sent and where, and sends nothing', async () => {
    const last = await ask()
    await expect.element(question).toMatchTextContent('This sends a POST to crm.example.')
    await question.getByText('Request', { exact: true }).click()
    await expect.element(question.getByText('https://crm.example/callers/7')).toBeVisible()
    await expect.element(question.getByText(/"id": 7/)).toBeVisible()
    expect(last()).not.toHaveProperty('confirmed')
  })

  it('is sent once when that is confirmed', async () => {
    const last = await ask()
    await button('Send').click()
    await expect.poll(() => last().confirmed).toEqual(['known'])
    await expect.element(question).not.toBeInTheDocument()
    await userEvent.keyboard('1')
    await expect.poll(() => last().does).toEqual([{ digits: '1' }])
    expect(last()).not.toHaveProperty('confirmed')
    expect(last().mocks).toMatchObject({ known: [{ status: 200, body: OK.text }, null] })
  })

  it('gets a test reply instead', async () => {
    const last = await ask()
    await button('Enter a test reply').click()
    await expect.element(form.getByRole('textbox', { name: 'Status' })).toHaveFocus()
    await form.getByRole('textbox', { name: 'Status' }).fill('404')
    await body.fill('{"plan":"none"}')
    await button('Use this reply').click()
    await expect
      .poll(() => last().mocks)
      .toEqual({ known: [{ status: 404, body: '{"plan":"none"}', contentType: 'application/json' }, null] })
  })

  it('gets no reply in time', async () => {
    const last = await ask()
    await button('Enter a test reply').click()
    await form.getByText('No reply in time', { exact: true }).click()
    await expect.element(form).toMatchTextContent('The caller waits until the step times out.')
    await button('Use this reply').click()
    await expect.poll(() => last().mocks).toEqual({ known: [{ error: 'look-up.timeout' }, null] })
  })

  it.each([
    ['Escape', () => userEvent.keyboard('{Escape}')],
    ['its button', () => button('Cancel').click()],
  ])('goes back to the question with %s', async (_, cancel) => {
    await ask()
    await button('Enter a test reply').click()
    await cancel()
    await expect.element(form).not.toBeInTheDocument()
    await expect.element(button('Enter a test reply')).toHaveFocus()
  })

  it.each([
    ['600', 'a status beyond 599'],
    ['99', 'a status below 100'],
    ['', 'no status'],
  ])('refuses %s, %s', async (status) => {
    await ask()
    await button('Enter a test reply').click()
    const field = form.getByRole('textbox', { name: 'Status' })
    await field.fill(status)
    await expect.element(form).toMatchTextContent('Enter a status from 100 to 599.')
    await expect.element(button('Use this reply')).toBeDisabled()
  })

  it('says what a step gets of a text that is not JSON', async () => {
    await ask()
    await button('Enter a test reply').click()
    await body.fill('<html>')
    await expect.element(form).toMatchTextContent('Not valid JSON. The step gets it as plain text.')
    await expect.element(button('Use this reply')).toBeEnabled()
  })
})

describe('a look-up with its reply', () => {
  it.each([
    ['a live reply', answered('GET'), /^GET crm\.example ?200, 42 ms ?live reply$/],
    ['what was sent live', answered('POST'), /^POST crm\.example ?200, 42 ms ?sent live$/],
    ['that none came', answered('GET', NONE), /^GET crm\.example ?no reply, 4(\.0)? s ?live reply$/],
  ])('shows %s', async (_, preview, name) => {
    await open(() => preview)
    await expect.element(button(name)).toHaveAttribute('aria-expanded', 'false')
  })

  it('unfolds to the reply itself', async () => {
    await open(() => answered('GET'))
    await button(/^GET crm\.example/).click()
    await expect.element(page.getByText('https://crm.example/callers/7')).toBeVisible()
    await expect.element(page.getByText(/"plan":\s*"gold"/)).toBeVisible()
  })

  it('is not asked for again while the call goes on', async () => {
    const last = await open(() => answered('GET'))
    await expect.element(button(/^GET crm\.example/)).toBeVisible()
    await userEvent.keyboard('1')
    await expect.poll(() => last().mocks).toMatchObject({ known: [{ status: 200, body: OK.text }, null] })
  })

  it('is asked for once more', async () => {
    const last = await open(() => answered('GET'))
    await userEvent.keyboard('1')
    await expect.poll(() => last().mocks).toHaveProperty('known')
    await button(/^GET crm\.example/).click()
    await button('Send again').click()
    await expect.poll(() => last().mocks).toEqual({})
  })

  it('begins a test reply with what came, and takes it back', async () => {
    const last = await open((request) => ({
      ...answered('GET'),
      lookUps: [{ ...sampleLookUp('GET', OK), isMock: !isReal(request) }],
    }))
    await button(/^GET crm\.example/).click()
    await button('Try another reply').click()
    await expect.element(body).toHaveValue('{\n  "plan": "gold"\n}')
    await body.fill('{}')
    await button('Use this reply').click()
    await expect.poll(() => last().mocks).toMatchObject({ known: [{ status: 200, body: '{}' }, null] })
    await expect.element(button(/^GET .* ?test reply$/)).toBeVisible()
    await button('Use the live reply').click()
    await expect.poll(() => last().mocks).toEqual({})
  })
})

describe('a step that writes', () => {
  const writing: Preview = { ...waitingCall, writes: [{ nodeId: 'known', column: 'calls', isOwn: false }] }
  const found = page.getByRole('form', { name: 'calls before this step' }).getByRole('textbox')

  it('says that nothing is stored', async () => {
    await open(() => writing)
    await expect.element(page.getByText('Nothing is stored in the preview.')).toBeVisible()
  })

  it.each([
    ['a value', '7', '7'],
    ['no row', ' ', null],
  ])('finds %s of the user’s, until that is taken back', async (_, text, value) => {
    const last = await open(() => writing)
    await button('Try another value').click()
    await expect.element(found).toHaveFocus()
    await found.fill(text)
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => last().kept).toEqual({ known: value })
    await expect.element(page.getByText('test value', { exact: true })).toBeVisible()
    await button('Use the stored value').click()
    await expect.poll(() => last().kept).toEqual({})
  })

  it('keeps the stored value with Escape', async () => {
    const last = await open(() => writing)
    await button('Try another value').click()
    await found.fill('7')
    await userEvent.keyboard('{Escape}')
    await expect.element(button('Try another value')).toHaveFocus()
    expect(last().kept).toEqual({})
  })
})
