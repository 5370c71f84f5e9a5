import type { Diagnostic, FlowDocument } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { type StudioState, studioStore } from '../../state/studio-store.ts'
import { openFlow } from '../../testing/open-flow.ts'
import { renderInStudio } from '../../testing/render-in-studio.tsx'
import { StepInspector } from '../StepInspector.tsx'

const condition = flow()
  .step('vip', 'logic.condition', { combine: 'all', rules: [] })
  .step('box', 'voicemail', { id: 'a' }, { name: 'Mailbox' })
  .chain('vip')
  .edge('vip.true', 'box')
  .build()
const conference = (openPorts: string[] = []) =>
  flow()
    .step('own', 'qubicle', {}, { openPorts })
    .step('box', 'voicemail', { id: 'a' }, { name: 'Mailbox' })
    .chain('own')
    .build()

const open = async (document: FlowDocument, nodeId: string, more: Partial<StudioState> = {}) => {
  openFlow(document, more)
  await renderInStudio(<StepInspector nodeId={nodeId} />)
}
const state = () => studioStore.getState()
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const portsOf = (id: string) => state().document.nodes.find((node) => node.id === id)?.openPorts

describe('the exits of a step', () => {
  it('go to the step that they are connected with', async () => {
    await open(condition, 'vip')
    await button('Mailbox: go to the step at the exit Yes').click()
    expect(state()).toMatchObject({ selection: ['box'], revealNode: 'box' })
  })

  it('ask for a step where they are not connected', async () => {
    await open(condition, 'vip')
    await button('not connected: connect the exit No').click()
    expect(state().wantsStepAt).toEqual({ nodeId: 'vip', port: 'false' })
  })

  it('say that the call ends where a step of KAZOO is not connected', async () => {
    await open(condition, 'box')
    await expect.element(button(/^the call ends: connect the exit /)).toBeVisible()
  })

  it('cannot be connected while the flow cannot be edited', async () => {
    await open(condition, 'vip', { save: 'read-only' })
    await expect.element(button('Mailbox: go to the step at the exit Yes')).toBeVisible()
    await expect.element(button(/connect the exit No$/)).not.toBeInTheDocument()
  })

  it('show their problems', async () => {
    const diagnostic: Diagnostic = {
      severity: 'warning',
      code: 'edge.dangling',
      nodeId: 'vip',
      field: 'port:false',
      message: 'Connect the exit No.',
    }
    await open(condition, 'vip', {
      validation: { diagnostics: [diagnostic], cuts: [], mostRequests: null },
      validated: condition,
    })
    await expect.element(page.getByText('Connect the exit No.')).toBeVisible()
  })

  it('leave keys of a menu to its choices', async () => {
    const menu = flow()
      .step('menu', 'input.menu', { prompt: { type: 'tts', text: 'Hi' }, choices: [{ digits: '1', label: 'Sales' }] })
      .chain('menu')
      .build()
    await open(menu, 'menu')
    const exits = page.getByRole('list').filter({ has: button(/connect the exit No key$/) })
    await expect.element(exits).toBeVisible()
    await expect.element(exits).not.toMatchTextContent('Sales')
  })
})

describe('exits that the user names', () => {
  const add = button(/^Add an exit|^Add a/)

  it('are added by typing them', async () => {
    await open(conference(), 'own')
    await add.click()
    await page.getByRole('menuitem', { name: 'Another exit' }).click()
    await expect.element(page.getByRole('textbox').last()).toHaveFocus()
    await userEvent.keyboard('vip{Enter}')
    expect(portsOf('own')).toEqual(['vip'])
    await expect.element(button(/connect the exit vip$/)).toBeVisible()
  })

  it('are not added with Escape', async () => {
    await open(conference(), 'own')
    await add.click()
    await page.getByRole('menuitem', { name: 'Another exit' }).click()
    await userEvent.keyboard('vip{Escape}')
    await expect.element(add).toBeVisible()
    expect(portsOf('own')).toEqual([])
  })

  it('are removed, with their connection', async () => {
    const document = conference(['vip'])
    await open(
      { ...document, edges: [...document.edges, { id: 'x', source: 'own', sourceHandle: 'vip', target: 'box' }] },
      'own',
    )
    await button('Remove the exit vip').click()
    expect(portsOf('own')).toBeUndefined()
    expect(state().document.edges.map(({ source }) => source)).toEqual(['start'])
  })
})
