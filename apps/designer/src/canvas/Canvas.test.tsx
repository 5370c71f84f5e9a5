import type { Diagnostic, FlowDocument } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { describe, expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { type StudioState, studioStore } from '../state/studio-store.ts'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { flowList, tableList } from '../testing/sample-answers.ts'
import { clinic } from '../testing/sample-calls.ts'
import { serveApi } from '../testing/serve-api.ts'
import { Canvas } from './Canvas.tsx'

const START = /^Call comes in/
const EMPTY = flow().build()

const open = async (document: FlowDocument = clinic, more: Partial<StudioState> = {}) => {
  serveApi({ 'GET /flows': flowList, 'GET /tables': tableList })
  openFlow(document, { flowId: 'f1', ...more })
  await renderInStudio(
    <main style={{ position: 'fixed', inset: 0 }}>
      <Canvas />
    </main>,
  )
  await expect.element(card(START)).toBeVisible()
}
const canvas = page.getByRole('application', { name: 'Flow canvas' })
const card = (name: string | RegExp) => canvas.getByRole('group', { name })
const state = () => studioStore.getState()
const edges = () =>
  state().document.edges.map(({ source, sourceHandle, target }) => `${source}.${sourceHandle} ${target}`)
const types = () => state().document.nodes.map(({ type }) => type)
const list = (name: string | RegExp) => page.getByRole('dialog', { name, exact: true })
const search = (name: string | RegExp) => list(name).getByRole('combobox')
const option = (name: string | RegExp) => page.getByRole('option', { name })
const active = () => page.getByRole('option', { selected: true })
const announced = (words: string) => expect.element(page.getByText(words, { exact: true }).first()).toBeInTheDocument()
const press = (name: string | RegExp) => canvas.getByRole('button', { name, exact: true }).click()
/** Selects a step by a press on its card, from where keys start. */
const select = async (name: RegExp) => {
  await card(name).click({ position: { x: 60, y: 12 } })
  await expect.element(card(name)).toHaveFocus()
}

describe('a card', () => {
  it('is read out with its number in the call, exits and open exits', async () => {
    await open()
    await expect.element(card(/^Main menu, Menu, step 3, \d exits, \d not connected$/)).toBeVisible()
    await expect.element(card(/^Reception, Ring a user, step 4/)).toBeVisible()
  })

  it('counts its problems, and says the worst in a few words', async () => {
    const diagnostic = (severity: Diagnostic['severity'], short: string): Diagnostic => ({
      severity,
      code: 'field.invalid',
      nodeId: 'mailbox',
      field: 'id',
      message: `${short}.`,
      short,
    })
    const diagnostics = [diagnostic('warning', 'Long name'), diagnostic('error', 'No voicemail box')]
    await open(clinic, { validation: { diagnostics, cuts: [], mostRequests: null } })
    const mailbox = card(/^Mailbox, Voicemail, step 5, 1 error, 1 warning/)
    await expect.element(mailbox).toMatchTextContent('No voicemail box')
    await expect.element(mailbox.getByTitle('2 problems')).toHaveTextContent('2')
  })

  it('has the number of its step while a call is previewed', async () => {
    const callHighlight = { steps: { start: 1, known: 2 }, edges: [], sentNodes: [], sentEdges: [], now: 'known' }
    await open(clinic, { callHighlight })
    await expect.element(card(/^Known\?/).getByTitle('Step 2 of the call')).toHaveTextContent('2')
    await expect.element(card(/^Mailbox/).getByTitle(/of the call$/)).not.toBeInTheDocument()
  })

  it('is selected by a press', async () => {
    await open()
    await select(/^Main menu/)
    expect(state().selection).toEqual(['main'])
  })

  it('is renamed with F2', async () => {
    await open()
    await select(/^Mailbox/)
    await userEvent.keyboard('{F2}')
    await expect.element(canvas.getByRole('textbox', { name: 'Name of this step' })).toHaveFocus()
    await userEvent.keyboard('Front desk{Enter}')
    await expect.element(card(/^Front desk, Voicemail/)).toHaveFocus()
  })

  it('keeps its name with Escape', async () => {
    await open()
    await select(/^Mailbox/)
    await userEvent.keyboard('{F2}Front desk{Escape}')
    expect(state().document).toEqual(clinic)
  })

  it('is deleted, and the steps before and after it are connected', async () => {
    await open()
    await select(/^Reception/)
    await userEvent.keyboard('{Delete}')
    expect(edges()).toContain('main.1 mailbox')
    await announced('1 step deleted')
    await expect.element(card(/^Main menu/)).toHaveFocus()
  })
})

describe('finding a step', () => {
  const find = 'Find in this flow'
  const openFind = async () => {
    await open()
    await press(find)
    await expect.element(search(find)).toHaveFocus()
  }

  it.each([
    ['mail', 'mailbox'],
    ['appointments', 'main'],
    ['voicemail', 'mailbox'],
  ])('goes to what “%s” finds', async (words, id) => {
    await openFind()
    await userEvent.keyboard(`${words}{Enter}`)
    expect(state().selection).toEqual([id])
    await expect.element(list(find)).not.toBeInTheDocument()
  })

  it('says that nothing is found, and shows everything again', async () => {
    await openFind()
    await userEvent.keyboard('xylophone')
    await expect.element(list(find)).toMatchTextContent('Nothing found for “xylophone”.')
    await list(find).getByRole('button', { name: 'Clear' }).click()
    await expect.element(option(/^Mailbox/)).toBeVisible()
  })

  it.each(['{Escape}', '{Tab}'])('closes with %s, back to the step', async (key) => {
    await open()
    await select(/^Mailbox/)
    await press(find)
    await expect.element(search(find)).toHaveFocus()
    await userEvent.keyboard(key)
    await expect.element(list(find)).not.toBeInTheDocument()
    await expect.element(card(/^Mailbox/)).toHaveFocus()
  })
})

describe('all actions', () => {
  const all = 'All actions'
  const openAll = async (more: Partial<StudioState> = {}) => {
    await open(clinic, more)
    await press(all)
    await expect.element(search(all)).toHaveFocus()
  }

  it('run by their words', async () => {
    await openAll()
    await userEvent.keyboard('select all{Enter}')
    expect(state().selection.length).toBe(clinic.nodes.length)
  })

  it('show the key of each', async () => {
    await openAll()
    await userEvent.keyboard('find in this')
    await expect.element(option(/^Find in this flow/)).toMatchTextContent(/CtrlF$/)
  })

  it('are those that can be done now', async () => {
    await openAll({ save: 'read-only' })
    await userEvent.keyboard('delete')
    await expect.element(list(all)).toMatchTextContent('Nothing found for “delete”.')
  })

  it('lead to tables and flows too', async () => {
    await openAll()
    await userEvent.keyboard('branches')
    await expect.element(option('Branches')).toBeVisible()
  })
})

describe('connecting by keys', () => {
  it('asks which exit, open ones first, then which step', async () => {
    await open()
    await select(/^Main menu/)
    await userEvent.keyboard('c')
    const which = 'Connect which exit of Main menu?'
    await expect.element(search(which)).toHaveFocus()
    await expect.element(option(/^1/)).toMatchTextContent('to Reception')
    await expect.element(active()).toMatchTextContent('not connected')
    await userEvent.keyboard('2{Enter}')
    const target = /^Connect 2.* of Main menu$/
    await expect.element(search(target)).toHaveFocus()
    await userEvent.keyboard('mailbox{Enter}')
    expect(edges()).toContain('main.2 mailbox')
    await announced('Connected')
    await expect.element(card(/^Main menu/)).toHaveFocus()
  })

  it('explains a step that cannot be connected, and does not connect it', async () => {
    const withFallback = flow()
      .step('ask', 'input.menu', { choices: [{ digits: '1', label: '' }] }, { name: 'Ask again' })
      .step('sorry', 'tts', { text: 'Sorry.' }, { name: 'Apology' })
      .chain('ask')
      .edge('error.next', 'sorry')
      .build()
    await open(withFallback)
    await select(/^Apology/)
    await userEvent.keyboard('c')
    const before = edges()
    await expect.element(page.getByRole('dialog').getByRole('combobox')).toHaveFocus()
    await userEvent.keyboard('ask again')
    const refused = page.getByRole('option', { name: /^Ask again/, disabled: true })
    await expect.element(refused).toMatchTextContent('The fallback can only contain fixed steps.')
    await userEvent.keyboard('{Enter}')
    expect(edges()).toEqual(before)
    await userEvent.keyboard('{Escape}')
    await expect.element(card(/^Apology/)).toHaveFocus()
  })
})

describe('adding by keys', () => {
  it('adds the first step of an empty flow', async () => {
    await open(EMPTY)
    await expect.element(canvas.getByText('Drag a step here, or press A')).toBeVisible()
    await userEvent.keyboard('a')
    await expect.element(search('Add the next step')).toHaveFocus()
    await userEvent.keyboard('say text{Enter}')
    expect(types()).toEqual(['start', 'error', 'tts'])
    expect(edges().length).toBe(1)
    await announced('Step added')
  })

  it('begins to search with the letter that is typed on an empty canvas', async () => {
    await open(EMPTY)
    await userEvent.keyboard('v')
    await expect.element(search('Add the next step')).toHaveValue('v')
  })

  it('asks which exit where there are several', async () => {
    await open()
    await select(/^Main menu/)
    await userEvent.keyboard('a')
    await expect.element(search('Add a step after which exit of Main menu?')).toHaveFocus()
    await userEvent.keyboard('2{Enter}')
    await expect.element(search('Add the next step')).toHaveFocus()
    await userEvent.keyboard('voicemail{Enter}')
    expect(edges().some((edge) => edge.startsWith('main.2 '))).toBe(true)
  })

  it('offers likely steps first, and steps that are there already', async () => {
    await open()
    await canvas.getByRole('button', { name: 'Add a step after 2' }).first().click()
    await expect.element(list('Add the next step').getByText('Likely next')).toBeVisible()
    await userEvent.keyboard('mailbox')
    await expect.element(option(/^Connect to Mailbox/)).toBeVisible()
    await option(/^Connect to Mailbox/).click()
    expect(edges()).toContain('main.2 mailbox')
  })

  it('ranks a step that is called so before others, and goes on with arrows', async () => {
    await open(EMPTY)
    await userEvent.keyboard('a')
    await expect.element(search('Add the next step')).toHaveFocus()
    await userEvent.keyboard('menu')
    await expect.element(active()).toHaveTextContent('Menu')
    await userEvent.keyboard('{ArrowDown}')
    await expect.element(active()).not.toHaveTextContent('Menu')
    await userEvent.keyboard('{ArrowUp}{Enter}')
    expect(types()).toContain('input.menu')
  })

  it('inserts a step before the selected one', async () => {
    await open()
    await select(/^Mailbox/)
    await userEvent.keyboard('i')
    await expect.element(search('Insert a step')).toHaveFocus()
    await userEvent.keyboard('say text{Enter}')
    const added = state().document.nodes.find(({ type }) => type === 'tts')?.id
    expect(edges()).toEqual(expect.arrayContaining([`reception._ ${added}`, `${added}._ mailbox`]))
  })

  it('replaces a step, and keeps its connections', async () => {
    await open()
    await select(/^Mailbox/)
    await userEvent.keyboard('r')
    await expect.element(search('Replace with')).toHaveFocus()
    await userEvent.keyboard('say text{Enter}')
    expect(types()).not.toContain('voicemail')
    const added = state().document.nodes.find(({ type }) => type === 'tts')?.id
    expect(edges()).toContain(`reception._ ${added}`)
  })

  it('adds nothing while the flow cannot be edited', async () => {
    await open(EMPTY, { save: 'read-only' })
    await userEvent.keyboard('a')
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  })
})

describe('the context menu', () => {
  const menu = page.getByRole('menu', { name: 'Context menu' })
  const items = () =>
    menu
      .getByRole('menuitem')
      .all()
      .map((item) => item.element().textContent ?? '')

  it('of a step selects it and acts on it', async () => {
    await open()
    await card(/^Mailbox/).click({ button: 'right', position: { x: 60, y: 12 } })
    await expect.element(menu).toBeVisible()
    expect(state().selection).toEqual(['mailbox'])
    await menu.getByRole('menuitem', { name: /^Duplicate/ }).click()
    expect(types().filter((type) => type === 'voicemail').length).toBe(2)
  })

  it('of the start neither cuts nor deletes', async () => {
    await open()
    await card(START).click({ button: 'right' })
    await expect.element(menu).toBeVisible()
    expect(items().some((item) => /^(Cut|Delete)/.test(item))).toBe(false)
  })

  it('closes with Escape, and gives the focus back', async () => {
    await open()
    await card(/^Mailbox/).click({ button: 'right', position: { x: 60, y: 12 } })
    await expect.element(menu).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(menu).not.toBeInTheDocument()
    await expect.element(card(/^Mailbox/)).toHaveFocus()
  })

  it('changes nothing while the flow cannot be edited', async () => {
    await open(clinic, { save: 'read-only' })
    await card(/^Mailbox/).click({ button: 'right', position: { x: 60, y: 12 } })
    await expect.element(menu).toBeVisible()
    expect(items().some((item) => /^(Add|Insert|Replace|Cut|Paste|Duplicate|Delete|Connect|Rename)/.test(item))).toBe(
      false,
    )
  })
})

describe('the outline', () => {
  const tree = page.getByRole('tree', { name: 'Outline' })
  const row = (name: string | RegExp) => tree.getByRole('treeitem', { name })
  const openOutline = async (document = clinic) => {
    await open(document)
    await press('Outline')
    await expect.element(tree).toBeVisible()
  }

  it('lists the steps in call order, each below the one before it', async () => {
    await openOutline()
    const levels = tree
      .getByRole('treeitem')
      .all()
      .map((each) => each.element())
      .flatMap((each) => {
        const title = /Known\?|Main menu|Reception|Mailbox/.exec(each.textContent ?? '')?.[0]
        return title && each.hasAttribute('data-step') ? [`${each.getAttribute('aria-level')} ${title}`] : []
      })
    expect(levels).toEqual(['1 Known?', '2 Main menu', '2 Reception', '2 Mailbox'])
    await expect.element(row(/continues at Main menu$/)).toBeVisible()
  })

  it('walks by keys, and selects what it comes to', async () => {
    await openOutline()
    await expect.element(row(START).first()).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}')
    expect(state().selection).toEqual(['known'])
    await userEvent.keyboard('{End}{Home}')
    expect(state().selection).toEqual(['start'])
  })

  it('opens a step for editing with Enter', async () => {
    await openOutline()
    await userEvent.keyboard('{ArrowDown}{Enter}')
    expect(state()).toMatchObject({ selection: ['known'], focusField: '' })
  })

  it('renames a step with F2', async () => {
    await openOutline()
    await userEvent.keyboard('{ArrowDown}{F2}')
    await expect.element(tree.getByRole('textbox', { name: 'Name of this step' })).toHaveFocus()
    await userEvent.keyboard('Regular?{Enter}')
    await expect.element(row(/^Regular\?/)).toHaveFocus()
  })

  it('adds a step at an exit that is not connected', async () => {
    await openOutline(flow().step('hi', 'tts', { text: 'Hi' }, { name: 'Greeting' }).chain('hi').build())
    await row(/not connected\. Add a step$/i)
      .first()
      .click()
    await expect.element(search('Add the next step')).toHaveFocus()
  })

  it.each([
    ['Escape', () => userEvent.keyboard('{Escape}')],
    ['its button', () => page.getByRole('button', { name: 'Close the outline' }).click()],
  ])('closes with %s', async (_, close) => {
    await openOutline()
    await close()
    await expect.element(tree).not.toBeInTheDocument()
  })
})

describe('the sheet of keys', () => {
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  const keysOf = (action: string) =>
    sheet
      .getByRole('term')
      .all()
      .find((term) => term.element().textContent === action)
      ?.element().nextElementSibling?.textContent
  /** A browser on another computer. */
  const onPlatform = (platform: string) => {
    Object.defineProperty(navigator, 'platform', { value: platform, configurable: true })
    onTestFinished(() => {
      Reflect.deleteProperty(navigator, 'platform')
    })
  }

  it.each([
    ['Linux x86_64', 'CtrlZ', 'CtrlA', 'Alt'],
    ['MacIntel', '⌘Z', '⌘A', '⌥'],
  ])('shows the caps of a keyboard on %s', async (platform, undo, selectAll, alt) => {
    onPlatform(platform)
    await open()
    await press('Keyboard shortcuts')
    await expect.element(sheet).toBeVisible()
    expect(keysOf('Undo')).toBe(undo)
    expect(keysOf('Select all')).toBe(selectAll)
    expect(keysOf('Next exit')).toMatch(alt)
  })

  it('opens with ? and closes with Escape', async () => {
    await open()
    await select(/^Mailbox/)
    await userEvent.keyboard('?')
    await expect.element(sheet).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(sheet).not.toBeInTheDocument()
  })

  it('runs Mac keys on a Mac', async () => {
    onPlatform('MacIntel')
    await open()
    await select(/^Mailbox/)
    await userEvent.keyboard('{Control>}a{/Control}')
    expect(state().selection).toEqual(['mailbox'])
    await userEvent.keyboard('{Meta>}a{/Meta}')
    expect(state().selection.length).toBe(clinic.nodes.length)
  })
})
