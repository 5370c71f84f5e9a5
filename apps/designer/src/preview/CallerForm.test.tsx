import { describe, expect, it, onTestFinished } from 'vitest'
import { page } from 'vitest/browser'
import { PRESET_CALLERS, type SampleCaller } from '../state/sample-callers.ts'
import { type StudioState, studioStore } from '../state/studio-store.ts'
import { openFlow, previewWith } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { clinic } from '../testing/sample-calls.ts'
import { CallerForm } from './CallerForm.tsx'
import { CallerPicker } from './CallerPicker.tsx'

const [mobile, anonymous] = PRESET_CALLERS as readonly [SampleCaller, SampleCaller]
const vip: SampleCaller = {
  id: 'own-1',
  name: 'VIP',
  call: { ...mobile.call, callerName: 'Vera', sip: { 'X-Tier': 'gold' } },
}

const form = async (more: Partial<StudioState> = {}) => {
  openFlow(clinic, more)
  onTestFinished(() => localStorage.removeItem('studio-sample-callers'))
  const done = { count: 0 }
  await renderInStudio(<CallerForm onDone={() => (done.count += 1)} />)
  return done
}
const text = (name: string) => page.getByRole('textbox', { name, exact: true })
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const state = () => studioStore.getState()

describe('the form of a caller', () => {
  it.each([
    ['From', 'from', mobile.call.from],
    ['To', 'to', mobile.call.to],
    ['Caller name', 'callerName', mobile.call.callerName],
    ['Caller number', 'callerNumber', mobile.call.callerNumber],
    ['Realm', 'realm', mobile.call.realm],
    ['Language', 'language', mobile.call.language],
  ])('shows and changes %s, for this preview only', async (label, field, before) => {
    const done = await form()
    await expect.element(text(label)).toHaveValue(before)
    await text(label).fill('new')
    await press('Done')
    expect(state().scenario.caller).toEqual({ ...mobile, call: { ...mobile.call, [field]: 'new' } })
    expect(state().ownCallers).toEqual([])
    expect(done.count).toBe(1)
  })

  it('begins the call again', async () => {
    await form(previewWith({ actions: [{ digits: '1' }] }))
    await text('From').fill('1001')
    await press('Done')
    expect(state().scenario.actions).toEqual([])
  })

  it('sends SIP headers and custom values that have a name', async () => {
    await form()
    await page.getByRole('button', { name: 'Add' }).first().click()
    await text('Header').fill('X-Tier')
    await text('Value').fill('gold')
    await page.getByRole('button', { name: 'Add' }).nth(1).click()
    await text('Value').nth(1).fill('without a name')
    await press('Done')
    expect(state().scenario.caller.call).toMatchObject({ sip: { 'X-Tier': 'gold' }, custom: {} })
  })

  it('removes a SIP header', async () => {
    await form({ ...previewWith({ caller: vip }), ownCallers: [vip] })
    await press('Remove X-Tier')
    await press('Done')
    expect(state().scenario.caller.call.sip).toEqual({})
  })

  it('saves a changed built-in caller as one of the user’s', async () => {
    await form()
    await expect.element(page.getByText(/^Built-in callers cannot be changed/)).toBeVisible()
    await text('Caller name').fill('Vera')
    await expect.element(text('Name')).toHaveValue('My caller')
    await text('Name').fill(' VIP ')
    await press('Save as my caller')
    const [own] = state().ownCallers
    expect(own).toMatchObject({ name: 'VIP', call: { callerName: 'Vera' } })
    expect(state().scenario.caller).toEqual(own)
    expect(PRESET_CALLERS).toContainEqual(mobile)
  })

  it('needs a name to save a caller', async () => {
    await form()
    await text('Name').fill(' ')
    await expect.element(page.getByRole('button', { name: 'Save as my caller' })).toBeDisabled()
  })

  it('saves changes of an own caller in its place', async () => {
    await form({ ...previewWith({ caller: vip }), ownCallers: [vip] })
    await text('Name').fill('Regular')
    await press('Save')
    expect(state().ownCallers).toEqual([{ ...vip, name: 'Regular' }])
  })

  it('deletes an own caller, and goes on with the first built-in one', async () => {
    const done = await form({ ...previewWith({ caller: vip }), ownCallers: [vip] })
    await press('Delete caller')
    expect(state().ownCallers).toEqual([])
    expect(state().scenario.caller).toEqual(mobile)
    expect(done.count).toBe(1)
  })

  it('deletes no built-in caller', async () => {
    await form(previewWith({ caller: anonymous }))
    await expect.element(page.getByRole('button', { name: 'Delete caller' })).not.toBeInTheDocument()
  })
})

describe('the list of callers', () => {
  const pick = async (more: Partial<StudioState> = {}) => {
    openFlow(clinic, more)
    const edited = { count: 0 }
    await renderInStudio(<CallerPicker onEdit={() => (edited.count += 1)} />)
    await page.getByRole('button', { name: /^Caller: / }).click()
    return edited
  }
  const item = (name: RegExp) => page.getByRole('menuitemradio', { name })

  it('marks the caller of now, and calls as another one', async () => {
    await pick()
    await expect.element(item(/^Mobile caller/)).toBeChecked()
    await item(/^Anonymous/).click()
    expect(state().scenario.caller).toEqual(anonymous)
    await expect.element(page.getByRole('button', { name: 'Caller: Anonymous, anonymous' })).toBeVisible()
  })

  it('shows the user’s own callers below the built-in ones', async () => {
    await pick({ ownCallers: [vip] })
    await expect.element(page.getByText('Yours')).toBeVisible()
    await item(/^VIP/).click()
    expect(state().scenario.caller).toEqual(vip)
  })

  it('opens the form', async () => {
    const edited = await pick()
    await page.getByRole('menuitem', { name: 'Edit or add caller' }).click()
    expect(edited.count).toBe(1)
  })
})
