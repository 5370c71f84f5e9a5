import { compile, type Diagnostic, reportPaths } from '@callflow-studio/model'
import type { Validation } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { DrawerTab } from '../state/session-slice.ts'
import { type StudioState, studioStore } from '../state/studio-store.ts'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { clinic, ringingCall } from '../testing/sample-calls.ts'
import { onWideScreen } from '../testing/wide-screen.ts'
import { Drawer } from './Drawer.tsx'

const open = async (tab: DrawerTab, { document = clinic, ...more }: Partial<StudioState> = {}) => {
  openFlow(document, { drawer: { isOpen: true, tab, height: 258 }, ...more })
  await renderInStudio(<Drawer />)
}
const state = () => studioStore.getState()
const tab = (name: string | RegExp) => page.getByRole('tab', { name })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const items = (list = page.getByRole('listitem')) => list.all().map((each) => each.element().textContent ?? '')

describe('the details below the canvas', () => {
  it('shows the tab that is pressed', async () => {
    await open('problems')
    await expect.element(tab(/^Problems/)).toHaveAttribute('aria-selected', 'true')
    await tab('Requests').click()
    await expect.element(tab('Requests')).toHaveAttribute('aria-selected', 'true')
    await expect.element(page.getByRole('tabpanel', { name: 'Requests' })).toMatchTextContent('No requests yet.')
  })

  it('closes', async () => {
    await open('problems')
    await button('Close details').click()
    expect(state().drawer.isOpen).toBe(false)
    await expect.element(tab('Requests')).not.toBeInTheDocument()
  })

  it.each([
    ['{ArrowUp}', 278],
    ['{ArrowDown}', 238],
    ['{ArrowDown>10/}', 120],
    ['{ArrowUp>40/}', 540],
  ])('changes its height by %s, within the window', async (keys, height) => {
    await open('problems')
    const grip = page.getByRole('separator', { name: 'Height of the details' })
    grip.element().focus()
    await userEvent.keyboard(keys)
    await expect.element(grip).toHaveAttribute('aria-valuenow', String(height))
  })

  it('has a tab for variables only where they have no room beside the requests', async () => {
    await onWideScreen()
    await open('variables')
    await expect.element(tab('Requests')).toHaveAttribute('aria-selected', 'true')
    await expect.element(tab('Variables')).not.toBeInTheDocument()
  })
})

describe('problems', () => {
  const diagnostic = (
    severity: Diagnostic['severity'],
    message: string,
    more: Partial<Diagnostic> = {},
  ): Diagnostic => ({
    severity,
    code: 'field.invalid',
    nodeId: 'main',
    field: 'prompt.text',
    message,
    ...more,
  })
  const warning = diagnostic('warning', 'Nobody hears this.', { nodeId: 'mailbox', field: null })
  const error = diagnostic('error', 'Enter a text.')
  const ofFlow = diagnostic('error', 'Set a time zone.', { nodeId: null, field: null })
  const show = (diagnostics: Diagnostic[]) =>
    open('problems', { validated: clinic, validation: { diagnostics, cuts: [], mostRequests: null } })

  it.each([
    [[], 'No problems. This flow can be published.'],
    [[warning], '1 warning, nothing prevents publishing'],
    [[error], '1 error prevents publishing'],
    [[error, ofFlow, warning], '2 errors prevent publishing, 1 warning does not'],
  ])('sums them up', async (diagnostics, words) => {
    await show(diagnostics)
    await expect.element(page.getByRole('status')).toHaveTextContent(words)
  })

  it('claims nothing before the flow is checked', async () => {
    await open('problems')
    await expect.element(page.getByRole('status')).toHaveTextContent('Checking…')
  })

  it('lists errors first, each with its step', async () => {
    await show([warning, error, ofFlow])
    await expect.element(page.getByRole('listitem').nth(2)).toBeVisible()
    expect(items().map((text) => /Enter a text|Set a time zone|Nobody hears/.exec(text)?.[0])).toEqual([
      'Enter a text',
      'Set a time zone',
      'Nobody hears',
    ])
    await expect.element(page.getByRole('listitem').first()).toMatchTextContent('Main menu')
    await expect.element(page.getByRole('listitem').nth(1)).toMatchTextContent('Flow')
    await expect.element(page.getByRole('img', { name: 'Error' }).first()).toBeVisible()
  })

  it.each([
    ['Errors', ['Enter a text.'], ['Nobody hears this.']],
    ['Warnings', ['Nobody hears this.'], ['Enter a text.']],
  ])('shows %s only', async (filter, shown, hidden) => {
    await show([warning, error])
    await page.getByText(filter, { exact: true }).click()
    for (const text of hidden) await expect.element(page.getByText(text)).not.toBeInTheDocument()
    for (const text of shown) await expect.element(page.getByText(text)).toBeVisible()
    await page.getByText('All', { exact: true }).click()
    for (const text of hidden) await expect.element(page.getByText(text)).toBeVisible()
  })

  it('jumps to the field of a step', async () => {
    await show([error])
    await button(/Enter a text\./).click()
    expect(state()).toMatchObject({ selection: ['main'], focusField: 'prompt.text', revealNode: 'main' })
  })

  it('jumps to the settings of the flow', async () => {
    await show([ofFlow])
    await button(/Set a time zone\./).click()
    expect(state()).toMatchObject({ selection: [], areSettingsOpen: true })
  })

  it('fixes a problem, with one undo', async () => {
    const fix = { kind: 'delete-node', label: 'Delete the step', nodeId: 'mailbox' } as const
    await show([{ ...warning, fix }])
    await button('Delete the step').click()
    expect(state().document.nodes.map(({ id }) => id)).not.toContain('mailbox')
    state().undo()
    expect(state().document).toEqual(clinic)
  })
})

describe('requests', () => {
  const request = page.getByRole('region', { name: 'Request from KAZOO' })
  const answer = page.getByRole('region', { name: 'Answer to KAZOO' })

  it('starts a preview where there is none', async () => {
    await open('requests')
    await button('Preview').click()
    expect(state().isPreviewing).toBe(true)
  })

  it('shows the newest request with its parameters, and the answer', async () => {
    await open('requests')
    state().setPreview(ringingCall)
    await expect
      .element(request.getByRole('row', { name: /^Digits\.main_menu_1/ }))
      .toHaveTextContent('Digits.main_menu_11')
    await expect.element(request).toMatchTextContent('POST, JSON, 0:07')
    await expect.element(answer).toMatchTextContent('200, 4 ms, 16 bytes')
    await expect.element(answer).toMatchTextContent('"module": "tts"')
    await expect.element(page.getByText('request 2 of 2')).toBeVisible()
  })

  it('shows an earlier request', async () => {
    await open('requests')
    state().setPreview(ringingCall)
    await page.getByRole('group', { name: 'Requests' }).getByRole('button', { name: '1' }).click()
    await expect.element(page.getByText('request 1 of 2')).toBeVisible()
    await expect.element(request.getByRole('row', { name: /^Digits/ })).not.toBeInTheDocument()
  })

  it('follows the lines of the transcript', async () => {
    await open('requests')
    state().setPreview(ringingCall)
    await expect.element(page.getByText('request 2 of 2')).toBeVisible()
    state().showLines(2)
    await expect.element(page.getByText('request 1 of 2')).toBeVisible()
  })

  it('follows the selected line', async () => {
    await open('requests')
    state().setPreview(ringingCall)
    state().selectLine(3)
    await expect.element(page.getByText('request 1 of 2')).toBeVisible()
    state().selectLine(3)
    await expect.element(page.getByText('request 2 of 2')).toBeVisible()
  })
})

describe('variables', () => {
  const variables = page.getByRole('region', { name: 'Variables' })

  it('are those at the selected line, with what it changed', async () => {
    await open('variables')
    state().setPreview(ringingCall)
    state().selectLine(5)
    await expect.element(variables).toMatchTextContent('at 0:07')
    await expect.element(variables.getByRole('term').first()).toHaveTextContent('vars.choice')
    await expect.element(variables.getByText('New', { exact: true }).nth(1)).toBeVisible()
    state().selectLine(1)
    await expect.element(variables.getByRole('term').last()).toHaveTextContent('caller.number')
    await expect.element(variables.getByRole('definition').last()).toHaveTextContent('NewSample call')
  })

  it('lead to the step where they come from', async () => {
    await open('variables')
    state().setPreview(ringingCall)
    await variables.getByRole('button', { name: 'Pressed at Main menu' }).first().click()
    expect(state().selection).toEqual(['main'])
  })
})

describe('paths', () => {
  const validationOf = (document = clinic): Validation => ({
    diagnostics: [],
    cuts: [],
    mostRequests: 4,
    report: reportPaths(compile(document).flow) as Validation['report'],
  })
  const list = page.getByRole('list', { name: 'Paths through the flow, most requests first' })
  const reasons = page.getByRole('list', { name: 'Why KAZOO sends requests' })

  it.each([
    [undefined, 'Finding paths…'],
    [{ paths: [], isComplete: true }, 'No paths yet. Connect the start to a step.'],
  ])('says that there are none yet', async (report, words) => {
    await open('paths', { validation: { ...validationOf(), report } })
    await expect.element(page.getByText(words)).toBeVisible()
  })

  it('counts the paths and the requests on them', async () => {
    const validation = validationOf()
    await open('paths', { validation })
    const count = validation.report?.paths.length
    await expect.element(page.getByRole('status')).toHaveTextContent(`${count} paths, at most 4 requests`)
    expect(list.getByRole('listitem').all().length).toBe(count)
  })

  it('highlights a path on the canvas and says why KAZOO sends its requests', async () => {
    await open('paths', { validation: validationOf() })
    const path = list.getByRole('button', { name: /Main menu.*Appointments.*Reception/ }).first()
    await path.click()
    await expect.element(path).toHaveAttribute('aria-expanded', 'true')
    expect(Object.keys(state().pathHighlight?.steps ?? {})).toEqual(expect.arrayContaining(['main', 'reception']))
    await expect.element(reasons.getByRole('listitem').first()).toHaveTextContent('The call comes in.')
    await expect.element(reasons).toMatchTextContent('Main menu: asks the caller up to 3 times')
    await reasons.getByRole('button', { name: 'Main menu' }).click()
    expect(state().selection).toEqual(['main'])
    await path.click()
    expect(state().pathHighlight).toBeNull()
  })

  it('clears the highlight when the tab is left', async () => {
    await open('paths', { validation: validationOf() })
    await list.getByRole('button').first().click()
    await expect.poll(() => state().pathHighlight).not.toBeNull()
    await tab('Requests').click()
    await expect.poll(() => state().pathHighlight).toBeNull()
  })

  it('says where a call may loop without limit', async () => {
    const loop = flow()
      .step('hi', 'tts', { text: 'Hi' }, { name: 'Greeting' })
      .step('bye', 'tts', { text: 'Bye' })
      .chain('hi', 'bye')
      .edge('bye', 'hi')
      .build()
    await open('paths', { document: loop, validation: { ...validationOf(loop), mostRequests: null } })
    await expect.element(page.getByRole('status')).toMatchTextContent('unlimited: the call may loop at Greeting')
    await expect.element(list).toMatchTextContent('back to Greeting')
    await list.getByRole('button').first().click()
    await expect.element(reasons).toMatchTextContent('the call loops back here')
  })

  it('shows the first 50 of many, then all', async () => {
    const { report } = validationOf()
    const [path] = report?.paths ?? []
    if (!path) throw new Error('The sample flow has no path.')
    const many = { paths: Array.from({ length: 60 }, () => ({ ...path })), isComplete: false }
    await open('paths', { validation: { ...validationOf(), report: many } })
    await expect.element(page.getByRole('status')).toHaveTextContent('more than 60 paths, at most 4 requests')
    expect(list.element().childElementCount).toBe(50)
    await button('Show all 60').click()
    await expect.poll(() => list.element().childElementCount).toBe(60)
    await expect.element(page.getByText('Showing the first 60. The flow has more.')).toBeVisible()
  })
})
