import type { Diagnostic, FlowDocument } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { describe, expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { type StudioState, studioStore } from '../state/studio-store.ts'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { onWideScreen } from '../testing/wide-screen.ts'
import { Inspector } from './Inspector.tsx'

const hello = flow()
  .step('hello', 'tts', { text: 'Hi', own_key: 1 })
  .step('box', 'voicemail', { id: 'a' })
  .chain('hello', 'box')
  .build()

const open = async (document: FlowDocument, selection: string[], more: Partial<StudioState> = {}) => {
  openFlow(document, { selection, flowId: 'f1', ...more })
  await renderInStudio(<Inspector />)
}
const state = () => studioStore.getState()
const stepOf = (id: string) => state().document.nodes.find((node) => node.id === id)
const text = (name: string) => page.getByRole('textbox', { name, exact: true })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const menu = async (item: string) => {
  await button('More actions').click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

describe('the head of a step', () => {
  it('renames the step, with one undo', async () => {
    await open(hello, ['hello'])
    await expect.element(text('Name of this step')).toHaveAttribute('placeholder', 'Say text')
    await text('Name of this step').click()
    await userEvent.keyboard('Greeting')
    expect(stepOf('hello')?.name).toBe('Greeting')
    state().undo()
    expect(state().document).toEqual(hello)
  })

  it('says the kind of the step where the name does not', async () => {
    await open(hello, ['hello'])
    await expect.element(text('Name of this step')).toHaveAttribute('placeholder', 'Say text')
    expect(page.getByText('Say text', { exact: true }).query()).toBeNull()
    await text('Name of this step').fill('Greeting')
    await expect.element(page.getByText('Say text', { exact: true })).toBeVisible()
  })

  it('previews the flow from the step', async () => {
    await open(hello, ['box'])
    await button('Preview from here').click()
    expect(state()).toMatchObject({ isPreviewing: true, scenario: { startAt: 'box' } })
  })

  it('previews the whole flow from the start', async () => {
    await open(hello, ['start'])
    await button('Preview from here').click()
    expect(state()).toMatchObject({ isPreviewing: true, scenario: { startAt: null } })
  })

  it.each(['note', 'error'])('previews nothing from a step of the type %s', async (type) => {
    await open(flow().step('memo', 'note', { text: 'Hi' }).build(), [type === 'note' ? 'memo' : 'error'])
    await expect.element(text('Name of this step')).toBeVisible()
    await expect.element(button('Preview from here')).not.toBeInTheDocument()
  })

  it('duplicates the step, and selects the copy', async () => {
    await open(hello, ['hello'])
    await menu('Duplicate')
    const [copy] = state().selection
    expect(copy).not.toBe('hello')
    expect(stepOf(copy ?? '')).toMatchObject({ type: 'tts', data: { text: 'Hi', own_key: 1 } })
  })

  it('deletes the step, and reconnects what was before and after it', async () => {
    await open(hello, ['hello'])
    await menu('Delete')
    expect(stepOf('hello')).toBeUndefined()
    expect(state().document.edges.map(({ source, target }) => `${source} ${target}`)).toEqual(['start box'])
    await expect.element(page.getByRole('heading', { name: 'Flow' })).toBeVisible()
  })

  it.each(['start', 'error'])('neither duplicates nor deletes the step %s', async (id) => {
    await open(hello, [id])
    await button('More actions').click()
    await expect.element(page.getByRole('menuitem', { name: 'Copy link to this step' })).toBeVisible()
    await expect.element(page.getByRole('menuitem', { name: 'Duplicate' })).not.toBeInTheDocument()
    await expect.element(page.getByRole('menuitem', { name: 'Delete' })).not.toBeInTheDocument()
  })

  it('copies a link that opens the step', async () => {
    await open(hello, ['box'])
    let copied = ''
    const write = DataTransfer.prototype.setData
    onTestFinished(() => {
      DataTransfer.prototype.setData = write
    })
    DataTransfer.prototype.setData = function setData(format, data) {
      copied = data
      write.call(this, format, data)
    }
    await menu('Copy link to this step')
    expect(copied).toBe(`${location.origin}/flows/f1?step=box`)
  })

  it('closes over the canvas, and not beside it', async () => {
    await open(hello, ['hello'])
    await button('Close').click()
    expect(state().selection).toEqual([])
  })

  it('stays beside the canvas where there is room', async () => {
    await onWideScreen()
    await open(hello, ['hello'])
    await expect.element(button('More actions')).toBeVisible()
    await expect.element(button('Close')).not.toBeInTheDocument()
  })
})

describe('the foot of a step', () => {
  const error: Diagnostic = {
    severity: 'error',
    code: 'field.invalid',
    nodeId: 'hello',
    field: 'text',
    message: 'Enter a text.',
  }
  it.each([
    [null, 'Errors stay in the draft. It can be published once they are fixed.'],
    [4, 'Errors stay in the draft. Callers keep using version 4.'],
  ])('says what errors mean for callers while version %s is live', async (liveVersion, words) => {
    await open(hello, ['hello'], { liveVersion, validation: { diagnostics: [error], cuts: [], mostRequests: null } })
    await expect.element(page.getByText(words)).toBeVisible()
  })
})

describe('the data of a step as JSON', () => {
  const json = text('JSON')
  const openJson = async () => {
    // A text that is not JSON yet is kept for the very data that it is of.
    await open(structuredClone(hello), ['hello'])
    await menu('Edit as JSON')
  }

  it('shows keys that the form does not show, and goes back to the form', async () => {
    await openJson()
    await expect.element(json).toMatchTextContent('"own_key": 1')
    await menu('Edit as a form')
    await expect.element(text('Text')).toHaveValue('Hi')
    await expect.element(json).not.toBeInTheDocument()
  })

  it('writes the data as it is typed', async () => {
    await openJson()
    await json.fill('{"text": "Bye"}')
    expect(stepOf('hello')?.data).toEqual({ text: 'Bye' })
    await expect.element(json).toHaveTextContent('{"text": "Bye"}')
  })

  it('keeps the data while the text is not JSON, and goes to the error', async () => {
    await openJson()
    await json.fill('{"text": }')
    expect(stepOf('hello')?.data).toEqual({ text: 'Hi', own_key: 1 })
    await expect.element(json).toBeInvalid()
    await expect.element(json).toHaveAccessibleDescription(/The step keeps its previous data until you fix this\./)
    await button('Go to the error').click()
    await expect.element(json).toHaveFocus()
    await expect.poll(() => getSelection()?.toString()).toBe('}')
  })

  it('keeps what is not JSON yet when another step is selected', async () => {
    await openJson()
    await json.fill('{"text"')
    state().select(['box'])
    await expect.element(json).not.toBeInTheDocument()
    state().select(['hello'])
    await menu('Edit as JSON')
    await expect.element(json).toHaveTextContent('{"text"')
  })

  it.each(['[1]', '"Hi"', '7', 'null'])('refuses %s, which is no object', async (value) => {
    await openJson()
    await json.fill(value)
    await expect.element(json).toHaveAccessibleDescription(/The data must be a JSON object\./)
    expect(stepOf('hello')?.data).toEqual({ text: 'Hi', own_key: 1 })
  })
})

describe('a module without a step of its own', () => {
  const name = text('Module')
  const openModule = (type = 'kazoo.module') => open(flow().step('own', type, {}).chain('own').build(), ['own'])

  it('takes its name by Enter', async () => {
    await openModule()
    await name.fill('qubicle')
    expect(stepOf('own')?.type).toBe('kazoo.module')
    await userEvent.keyboard('{Enter}')
    expect(stepOf('own')?.type).toBe('qubicle')
  })

  it('refuses a name that KAZOO cannot have', async () => {
    await openModule()
    await name.fill('my module')
    await userEvent.tab()
    await expect.element(page.getByRole('alert')).toMatchTextContent('“my module” is not a valid module name.')
    expect(stepOf('own')?.type).toBe('kazoo.module')
  })

  it('offers the step that a module has', async () => {
    await openModule()
    await name.fill('voicemail')
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('alert')).toMatchTextContent('has a step for this module: Voicemail.')
    await button('Use the step Voicemail').click()
    expect(stepOf('own')?.type).toBe('voicemail')
  })
})

describe('the start', () => {
  it.each([
    [null, /^Not published yet/],
    [3, /^KAZOO sends a request to this URL/],
  ])('shows the Pivot URL while version %s is live', async (liveVersion, hint) => {
    const pivotUrl = 'https://studio.example/pivot/f1/key'
    await open(hello, ['start'], { liveVersion, pivotUrl })
    await expect.element(page.getByText(pivotUrl)).toBeVisible()
    await expect.element(page.getByText(hint)).toBeVisible()
  })
})

describe('several steps', () => {
  const row = flow()
    .step('a', 'tts', {}, { position: { x: 0, y: 0 } })
    .step('b', 'tts', {}, { position: { x: 40, y: 200 } })
    .step('c', 'tts', {}, { position: { x: 90, y: 700 } })
    .chain('a', 'b', 'c')
    .build()
  const places = (axis: 'x' | 'y') => ['a', 'b', 'c'].map((id) => stepOf(id)?.position[axis])

  it('says how many', async () => {
    await open(row, ['a', 'b'])
    await expect.element(page.getByRole('heading', { name: '2 steps selected' })).toBeVisible()
    await expect.element(button('Distribute vertically')).not.toBeInTheDocument()
  })

  it.each([
    ['Align left', 'x', [0, 0, 0]],
    ['Align tops', 'y', [0, 0, 0]],
    ['Distribute vertically', 'y', [0, 350, 700]],
  ] as const)('%s', async (name, axis, expected) => {
    await open(row, ['a', 'b', 'c'])
    await button(name).click()
    expect(places(axis)).toEqual(expected)
    state().undo()
    expect(state().document).toEqual(row)
  })

  it('counts only what can be deleted: the start stays', async () => {
    await open(row, ['start', 'a', 'b'])
    await expect.element(page.getByRole('heading', { name: '3 steps selected' })).toBeVisible()
    await expect.element(button('Delete 2 steps')).toBeVisible()
  })

  it('deletes them, and reconnects what was before and after', async () => {
    await open(row, ['a', 'b'])
    await button('Delete 2 steps').click()
    expect(state().document.edges.map(({ source, target }) => `${source} ${target}`)).toEqual(['start c'])
    expect(state().selection).toEqual([])
  })
})
