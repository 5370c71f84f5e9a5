/** The head of a flow's pages: undo, problems, preview and publishing. */
import { setField } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { type StudioState, studioStore } from '../state/studio-store.ts'
import { Address, address } from '../testing/Address.tsx'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { versionOf } from '../testing/sample-answers.ts'
import { serveApi } from '../testing/serve-api.ts'
import { TopBar } from './TopBar.tsx'

const document = flow().step('hello', 'tts', { text: 'Hi' }, { name: 'Greet' }).chain('hello').build()
const VIEWPORT = { width: 1000, height: 900 }

async function open(state: Partial<StudioState> = {}, path = '/flows/f1') {
  serveApi({ 'GET /flows/f1/versions/2': versionOf(2, document), 'GET /flows/f1/versions': { versions: [] } })
  openFlow(document, { flowId: 'f1', flowName: 'Front desk', save: 'saved', ...state })
  await renderInStudio(
    <>
      <Address />
      <TopBar flowId="f1" />
    </>,
    path,
  )
}
const button = (name: string | RegExp) => page.getByRole('button', { name })
const problems = (...severities: ('error' | 'warning')[]): Partial<StudioState> => ({
  validation: {
    ...studioStore.getInitialState().validation,
    diagnostics: severities.map((severity) => ({
      severity,
      code: 'node.unreachable' as const,
      message: 'Not valid.',
      nodeId: 'hello',
      field: null,
    })),
  },
})

it.each([
  ['Calls', '/flows/f1/calls'],
  ['Versions', '/flows/f1/versions'],
  ['Flow', '/flows/f1'],
])('leads to %s', async (name, to) => {
  await open()
  const link = page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name, exact: true })
  await link.click()
  await expect.element(address).toHaveTextContent(to)
  await expect.element(link).toHaveAttribute('aria-current', 'page')
})

it('leads to all flows', async () => {
  await open()
  await page.getByRole('link', { name: 'All flows' }).click()
  await expect.element(address).toHaveTextContent('/')
})

it('undoes and redoes, says what, and has nothing to undo at first', async () => {
  await open()
  await expect.element(button('Undo')).toBeDisabled()
  await expect.element(button('Redo')).toBeDisabled()
  studioStore.getState().apply(setField('hello', 'text', 'Good morning'))
  await expect.element(button('Undo')).toHaveAttribute('aria-description', 'change Greet')
  await button('Undo').click()
  expect(studioStore.getState().document).toEqual(document)
  await expect.element(page.getByText('Undid: change Greet')).toBeInTheDocument()
  await expect.element(button('Undo')).toBeDisabled()
  await button('Redo').click()
  await expect.element(page.getByText('Redid: change Greet')).toBeInTheDocument()
  studioStore.getState().apply(setField('hello', 'text', 'Hello'))
  await expect.element(page.getByText('Redid: change Greet')).not.toBeInTheDocument()
})

it.each<[string, Partial<StudioState>]>([
  ['Checking…', {}],
  ['No problems', { validated: document }],
  ['1 error', problems('error', 'warning')],
  ['2 warnings', problems('warning', 'warning')],
])('counts problems: %s', async (words, state) => {
  await open(state)
  await expect.element(button(words)).toBeVisible()
})

it('opens and closes the list of problems', async () => {
  await open(problems('error'))
  await button('1 error').click()
  expect(studioStore.getState().drawer).toMatchObject({ isOpen: true, tab: 'problems' })
  await expect.element(button('1 error')).toHaveAttribute('aria-pressed', 'true')
  await button('1 error').click()
  expect(studioStore.getState().drawer.isOpen).toBe(false)
})

it.each([
  ['problems', '1 error', () => studioStore.getState().drawer.isOpen],
  ['the preview', 'Preview', () => studioStore.getState().isPreviewing],
])('goes to the canvas for %s', async (_, name, isOpen) => {
  await open(problems('error'), '/flows/f1/calls')
  await button(name).click()
  await expect.element(address).toHaveTextContent('/flows/f1')
  expect(isOpen()).toBe(true)
})

it.each([1000, 1400])('starts and ends the preview in a window of %i pixels', async (width) => {
  await page.viewport(width, VIEWPORT.height)
  try {
    await open()
    await button('Preview').click()
    expect(studioStore.getState().isPreviewing).toBe(true)
    await button('End preview').click()
    expect(studioStore.getState().isPreviewing).toBe(false)
  } finally {
    await page.viewport(VIEWPORT.width, VIEWPORT.height)
  }
})

it('opens the publish dialog', async () => {
  await open()
  await button('Publish').click()
  expect(studioStore.getState().dialog).toBe('publish')
})

it.each<[string, Partial<StudioState>]>([
  ['nothing has changed', { liveVersion: 2, latestVersion: 2 }],
  ['the flow is of a newer studio', { save: 'read-only' }],
])('publishes nothing where %s', async (_, state) => {
  await open(state)
  await expect.element(button('Publish')).toHaveAttribute('aria-disabled', 'true')
  await button('Publish').click({ force: true })
  expect(studioStore.getState().dialog).toBe(null)
})

it.each<[StudioState['save'], string]>([
  ['saved', 'Saved'],
  ['saving', 'Saving'],
  ['failed', 'Not saved'],
  ['offline', 'Offline'],
  ['conflict', 'Not saved'],
  ['gone', 'Not saved'],
  ['read-only', 'Read-only'],
])('says where the last edit is: %s', async (save, words) => {
  await open({ save })
  await expect.element(page.getByRole('status').getByText(words, { exact: true })).toBeInTheDocument()
})

it('says that the connection is back with the first save that comes through', async () => {
  await open({ save: 'offline' })
  studioStore.setState({ save: 'saving' })
  studioStore.setState({ save: 'saved' })
  await expect.element(page.getByText('Back online. Saved.')).toBeVisible()
})

it('switches between light and dark', async () => {
  await open()
  const scheme = () => window.document.documentElement.getAttribute('data-mantine-color-scheme')
  const before = scheme()
  await button(/^Switch to/).click()
  await expect.poll(scheme).not.toBe(before)
  await button(/^Switch to/).click()
  await expect.poll(scheme).toBe(before)
  localStorage.removeItem('studio-color-scheme')
})
