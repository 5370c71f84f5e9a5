import { adviseFlow, compile, proveFlow } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { studioStore } from '../state/studio-store.ts'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { Drawer } from './Drawer.tsx'

const id = '0123456789abcdef0123456789abcdef'
const now = new Date('2026-12-01T10:00:00Z')
const state = () => studioStore.getState()

/** Rings, and drops those who get no answer; a menu of one try before it. */
const dropping = flow()
  .step('menu', 'input.menu', {
    prompt: { type: 'tts', text: 'For sales, press 1.' },
    choices: [{ digits: '1', label: 'Sales' }],
    attempts: 1,
    timeoutMs: 5000,
    interdigitTimeoutMs: 2000,
  })
  .step('ring', 'user', { id }, { name: 'Ring Sales' })
  .step('bye', 'tts', { text: 'Good-bye.' })
  .chain('menu')
  .edge('menu.1', 'ring')
  .edge('menu.timeout', 'bye')
  .edge('menu.invalid', 'bye')
  .build()

async function show(document: typeof dropping, tab: 'paths' | 'problems' = 'paths') {
  const { flow: prepared, diagnostics } = compile(document)
  const proof = await proveFlow(document, prepared, { now })
  const validation = { diagnostics, advice: adviseFlow(document), cuts: [], mostRequests: null, proof }
  openFlow(document, { validation, drawer: { isOpen: true, tab, height: 400 } })
  await renderInStudio(<Drawer />)
}

describe('what holds of every call', () => {
  it('is said in words, each claim with its verdict', async () => {
    await show(dropping)
    const claims = page.getByRole('list', { name: 'What holds of every call' })
    await expect
      .element(claims.getByRole('listitem').nth(0))
      .toHaveTextContent('Some callers are dropped without a word.')
    await expect.element(claims.getByRole('img', { name: 'Not so' })).toBeVisible()
    await expect
      .element(claims.getByRole('listitem').nth(1))
      .toHaveTextContent('Nobody hears silence for more than 4 s.')
    await expect.element(claims.getByRole('img', { name: 'Proven' }).first()).toBeVisible()
  })

  it('shows the shortest call for which it does not, and previews it at one press', async () => {
    await show(dropping)
    const found = page.getByRole('list', { name: 'Calls to look at' })
    await expect.element(found).toMatchTextContent('The line drops after Ring Sales, and the caller was told nothing.')
    await expect.element(found.getByRole('button').first()).toBeVisible()
    expect(found.element().textContent).toContain('Menu→1Sales→Ring Sales→No answer')
    await found.getByRole('button', { name: 'Preview this call' }).click()
    expect(state()).toMatchObject({
      isPreviewing: true,
      scenario: { caller: { name: 'Found call' }, actions: [{ digits: '1' }, { outcome: 'NO_ANSWER' }] },
    })
  })

  it('highlights the path of a call, and goes to the step where it happens', async () => {
    await show(dropping)
    await page.getByRole('button', { name: /^The line drops after Ring Sales/ }).click()
    expect(state().selection).toEqual(['ring'])
    expect(Object.keys(state().pathHighlight?.steps ?? {})).toEqual(['start', 'menu', 'ring'])
  })

  it('says why nothing is claimed', async () => {
    const sub = flow().step('sub', 'flow.call', { flowId: 'gone', inputs: [], outputs: [] }).chain('sub').build()
    await show(sub)
    await expect
      .element(page.getByText('It runs a sub-flow that is not published, so nothing is claimed of its calls.'))
      .toBeVisible()
  })
})

describe('warnings for callers', () => {
  it('stand among the problems with their reason, and are fixed at one press', async () => {
    await show(dropping, 'problems')
    const row = page.getByRole('listitem').filter({ hasText: 'One wrong key ends the question.' })
    await expect.element(row).toMatchTextContent('Everybody slips on a key now and then')
    await row.getByRole('button', { name: 'Allow 3 tries' }).click()
    expect(state().document.nodes.find(({ id: each }) => each === 'menu')?.data.attempts).toBe(3)
  })

  it('are silenced with a reason, with one undo', async () => {
    await show(dropping)
    const row = page
      .getByRole('list', { name: 'Warnings for callers' })
      .getByRole('listitem')
      .filter({ hasText: 'One wrong key ends the question.' })
    await row.getByRole('button', { name: 'Silence…' }).click()
    await expect.element(page.getByRole('button', { name: 'Silence', exact: true })).toBeDisabled()
    await page.getByRole('textbox', { name: 'Why it does not matter here' }).fill('They are told to call again.')
    await userEvent.keyboard('{Enter}')
    const node = () => state().document.nodes.find(({ id: each }) => each === 'menu')
    expect(node()?.silenced).toEqual({ 'caller.one-try': 'They are told to call again.' })
    state().undo()
    expect(state().document).toEqual(dropping)
  })

  it('are shown with their reason once they are silenced, and can be warned of again', async () => {
    const nodes = dropping.nodes.map((node) =>
      node.id === 'menu' ? { ...node, silenced: { 'caller.one-try': 'They are told to call again.' } } : node,
    )
    await show({ ...dropping, nodes }, 'problems')
    await expect.element(page.getByText('Silenced: They are told to call again.')).not.toBeInTheDocument()
    await page.getByText('Silenced', { exact: true }).click()
    await expect.element(page.getByText('Silenced: They are told to call again.')).toBeVisible()
    await page.getByRole('button', { name: 'Warn again' }).click()
    expect(state().document.nodes.find(({ id: each }) => each === 'menu')).not.toHaveProperty('silenced')
  })
})
