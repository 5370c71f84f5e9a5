import type { Diagnostic } from '@callflow-studio/model'
import { setData } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { studioStore } from '../state/studio-store.ts'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { openedFlow, studioInfo, versionOf } from '../testing/sample-answers.ts'
import { problem, serveApi } from '../testing/serve-api.ts'
import { PublishDialog } from './PublishDialog.tsx'

const hello = flow().step('hello', 'tts', { text: 'Hi' }).chain('hello').build()
const greeting = setData('hello', { text: 'Good morning' })(hello)
const FINE = { diagnostics: [], cuts: [], mostRequests: 1 }
const diagnostic = (severity: Diagnostic['severity'], message: string): Diagnostic => ({
  severity,
  code: 'field.missing',
  message,
  nodeId: 'hello',
  field: 'text',
})
const { id: flowId, ...opened } = openedFlow
const published = { ...opened, flowId, save: 'saved' as const }
const common = { 'GET /tables': { tables: [] }, 'GET /switches': { switches: [] }, 'GET /flows': { flows: [] } }
const versions = {
  ...common,
  'GET /flows/f1/versions/2': versionOf(2, hello),
  'GET /flows/f1/versions/3': versionOf(3, greeting),
  'GET /studio': studioInfo,
}

describe('the review before publishing', () => {
  it('says what changes since the live version, and publishes the saved revision with the note', async () => {
    const sent = serveApi({
      ...versions,
      'POST /validate': FINE,
      'POST /flows/f1/publish': { version: 3, pivotUrl: openedFlow.pivotUrl, diagnostics: [] },
    })
    openFlow(greeting, published)
    await renderInStudio(<PublishDialog opened onClose={() => {}} />)
    const dialog = page.getByRole('dialog')
    await expect.element(dialog).toMatchTextContent('1 step changed since version 2, not counting moved steps')
    await expect.element(dialog).toMatchTextContent('Calls in progress stay on version 2.')
    const change = dialog.getByRole('list', { name: 'Changes' }).getByRole('listitem')
    await expect.element(change).toMatchTextContent('Good morning')
    await dialog.getByRole('textbox').fill('  Politer ')
    await dialog.getByRole('button', { name: 'Publish version 3' }).click()
    await expect.element(dialog.getByRole('heading', { name: 'Version 3 is live' })).toBeVisible()
    expect(sent.find(({ path }) => path === '/flows/f1/publish')?.body).toEqual({ note: 'Politer', revision: 7 })
    expect(studioStore.getState()).toMatchObject({ liveVersion: 3, latestVersion: 3 })
  })

  it('lists the steps of a first version, and says that KAZOO gets its URL next', async () => {
    serveApi({ ...common, 'POST /validate': FINE })
    openFlow(hello, { ...published, liveVersion: null, latestVersion: null })
    await renderInStudio(<PublishDialog opened onClose={() => {}} />)
    const dialog = page.getByRole('dialog')
    await expect.element(dialog.getByRole('heading', { name: 'Publish version 1' })).toBeVisible()
    await expect.element(dialog).toMatchTextContent('1 step, first version')
    await expect.element(dialog).toMatchTextContent('You get its URL next.')
  })

  it('says that only positions changed', async () => {
    serveApi({ ...versions, 'POST /validate': FINE })
    const nodes = hello.nodes.map((node) => ({ ...node, position: { x: node.position.x + 40, y: node.position.y } }))
    openFlow({ ...hello, nodes }, published)
    await renderInStudio(<PublishDialog opened onClose={() => {}} />)
    await expect.element(page.getByText('Only positions changed. Callers notice nothing.')).toBeVisible()
  })

  it('folds warnings, which do not prevent publishing', async () => {
    serveApi({ ...versions, 'POST /validate': { ...FINE, diagnostics: [diagnostic('warning', 'Long text.')] } })
    openFlow(greeting, published)
    await renderInStudio(<PublishDialog opened onClose={() => {}} />)
    const dialog = page.getByRole('dialog')
    await expect.element(dialog).toMatchTextContent('1 warning')
    await expect.element(dialog.getByText('Long text.')).not.toBeInTheDocument()
    await dialog.getByRole('button', { name: 'Show', exact: true }).click()
    await expect.element(dialog.getByText('Long text.')).toBeVisible()
  })

  it.each([
    [1, /^At most 1 request per call/],
    [4, /^At most 4 requests per call/],
    [null, /^Unlimited requests: each pass through a loop/],
  ])('says how many requests a call makes: %j', async (mostRequests, words) => {
    serveApi({ ...versions, 'POST /validate': { ...FINE, mostRequests } })
    openFlow(greeting, published)
    await renderInStudio(<PublishDialog opened onClose={() => {}} />)
    await expect.element(page.getByText(words)).toBeVisible()
  })

  it('lists tests that fail, and publishes in spite of them with a reason', async () => {
    const AT = '2026-12-01T09:00:00.000Z'
    const failure = {
      expected: 'hears “Hi”',
      happened: 'The caller heard “Good morning”.',
      path: ['happens', 0],
      line: 3,
      column: 5,
      nodeId: 'hello',
    }
    const run = { at: AT, passed: false, failure, ended: null, end: null, durationMs: 0, steps: [], exits: [] }
    const test = { id: 't1', name: 'Says hi', text: 'test: Says hi', createdAt: AT, updatedAt: AT, lastRun: null }
    const sent = serveApi({
      ...versions,
      'POST /validate': FINE,
      'GET /flows/f1/tests': { tests: [test] },
      'POST /flows/f1/tests/run': {
        results: [{ testId: 't1', ...run }],
        coverage: { steps: { reached: 0, all: 1 }, exits: { reached: 0, all: 1 }, missedSteps: [], missedExits: [] },
      },
      'POST /flows/f1/publish': { version: 3, pivotUrl: openedFlow.pivotUrl, diagnostics: [] },
    })
    openFlow(greeting, published)
    await renderInStudio(<PublishDialog opened onClose={() => {}} />)
    const failing = page.getByRole('region', { name: '1 test fails' })
    await expect.element(failing).toMatchTextContent('The caller heard “Good morning”.')
    await expect.element(failing.getByRole('link', { name: 'Says hi' })).toHaveAttribute('href', '/flows/f1/tests/t1')
    const publish = page.getByRole('button', { name: 'Publish anyway' })
    await expect.element(publish).toBeDisabled()
    await failing.getByRole('textbox', { name: 'Reason to publish anyway' }).fill('The line is down.')
    await publish.click()
    await expect.element(page.getByRole('heading', { name: 'Version 3 is live' })).toBeVisible()
    expect(sent.find(({ path }) => path === '/flows/f1/publish')?.body).toEqual({
      revision: 7,
      testsOverride: { reason: 'The line is down.' },
    })
  })

  it('says why the server refused, and stays open', async () => {
    serveApi({ ...versions, 'POST /validate': FINE, 'POST /flows/f1/publish': () => problem(507, 'The disk is full.') })
    openFlow(greeting, published)
    await renderInStudio(<PublishDialog opened onClose={() => {}} />)
    await page.getByRole('button', { name: 'Publish version 3' }).click()
    await expect.element(page.getByRole('alert')).toMatchTextContent('The disk is full.')
  })
})

describe('with errors', () => {
  it('the dialog lists them, and a press goes to the field', async () => {
    serveApi({ ...versions, 'POST /validate': { ...FINE, diagnostics: [diagnostic('error', 'Enter a text.')] } })
    openFlow(greeting, published)
    const onClose = vi.fn()
    await renderInStudio(<PublishDialog opened onClose={onClose} />)
    await expect.element(page.getByRole('heading', { name: '1 error prevents publishing' })).toBeVisible()
    await page.getByRole('button', { name: /Enter a text\./ }).click()
    expect(onClose).toHaveBeenCalled()
    expect(studioStore.getState()).toMatchObject({ selection: ['hello'], focusField: 'text' })
  })

  it('counts several', async () => {
    const diagnostics = [diagnostic('error', 'One.'), diagnostic('error', 'Two.'), diagnostic('warning', 'Three.')]
    serveApi({ ...versions, 'POST /validate': { ...FINE, diagnostics } })
    openFlow(greeting, published)
    await renderInStudio(<PublishDialog opened onClose={() => {}} />)
    await expect.element(page.getByRole('heading', { name: '2 errors prevent publishing' })).toBeVisible()
    await expect.element(page.getByText(/^1 warning, which does not prevent publishing/)).toBeVisible()
  })
})

describe('the Pivot URL', () => {
  const open = async (answers: Parameters<typeof serveApi>[0] = {}) => {
    const sent = serveApi({ ...versions, ...answers })
    openFlow(greeting, published)
    await renderInStudio(<PublishDialog opened isAddressOnly onClose={() => {}} />)
    return sent
  }

  it('stands in everything that is to be pasted', async () => {
    await open()
    const monster = page.getByRole('region', { name: 'In Monster UI: Pivot' })
    await expect.element(monster).toMatchTextContent(openedFlow.pivotUrl)
    await expect.element(monster).toMatchTextContent('POST')
    await expect.element(page.getByRole('region', { name: /^As a callflow/ }).first()).toMatchTextContent('voice_url')
    await expect.element(page.getByRole('region', { name: /^By KAZOO API/ })).toMatchTextContent('curl -X PUT')
  })

  it('is tested, check by check', async () => {
    const checks = [
      { name: 'Connection', ok: true, detail: '12 ms' },
      { name: 'Answer', ok: false, detail: 'status 502' },
    ]
    await open({ 'POST /flows/f1/probe': { checks } })
    await page.getByRole('button', { name: 'Test this URL' }).click()
    const result = page.getByRole('region', { name: 'Test this URL' })
    await expect.element(result.getByRole('listitem').first()).toMatchTextContent('Connection12 ms')
    await expect.element(result.getByLabelText('failed')).toBeVisible()
  })

  it('is replaced after a question, and shown at once', async () => {
    const pivotUrl = 'https://studio.example/pivot/f1/another'
    const sent = await open({ 'POST /flows/f1/rotate-key': { ...openedFlow, pivotUrl, document: hello } })
    await page.getByRole('button', { name: 'New URL' }).click()
    const question = page.getByRole('dialog', { name: 'Replace the Pivot URL?' })
    await expect.element(question).toMatchTextContent('Calls in progress continue. This cannot be undone.')
    await question.getByRole('button', { name: 'Cancel' }).click()
    expect(sent.some(({ path }) => path.endsWith('rotate-key'))).toBe(false)
    await page.getByRole('button', { name: 'New URL' }).click()
    await question.getByRole('button', { name: 'Replace' }).click()
    await expect.element(page.getByRole('region', { name: 'In Monster UI: Pivot' })).toMatchTextContent(pivotUrl)
    expect(studioStore.getState().pivotUrl).toBe(pivotUrl)
  })

  it('stays where the server cannot replace it', async () => {
    await open({ 'POST /flows/f1/rotate-key': () => problem(404, 'There is no such flow.') })
    await page.getByRole('button', { name: 'New URL' }).click()
    await page.getByRole('button', { name: 'Replace' }).click()
    await expect.element(page.getByRole('alert')).toMatchTextContent('There is no such flow.')
    expect(studioStore.getState().pivotUrl).toBe(openedFlow.pivotUrl)
  })

  it('says why KAZOO would not reach it', async () => {
    await open({ 'GET /studio': { ...studioInfo, publicUrlProblem: 'KAZOO refuses localhost.' } })
    await expect.element(page.getByRole('status').getByText('KAZOO refuses localhost.')).toBeVisible()
  })
})
