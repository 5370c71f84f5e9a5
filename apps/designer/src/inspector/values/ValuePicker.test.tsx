import { flow } from '@callflow-studio/model/testing/flow-builder'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { studioStore } from '../../state/studio-store.ts'
import { openFlow } from '../../testing/open-flow.ts'
import { renderInStudio } from '../../testing/render-in-studio.tsx'
import { StepInspector } from '../StepInspector.tsx'

const document = flow({ locale: 'en-US' })
  .step('set', 'logic.set', { assignments: [{ name: 'plan', value: 'gold' }] }, { name: 'Look up plan' })
  .step('say', 'tts', { text: 'Hi ' })
  .chain('set', 'say')
  .build()

const open = async () => {
  openFlow(document)
  await renderInStudio(<StepInspector nodeId="say" />)
  await page.getByRole('textbox', { name: 'Text', exact: true }).click()
  await userEvent.keyboard('{End}')
  await page.getByRole('button', { name: 'Insert a value' }).first().click()
}
const openPicker = async () => {
  await open()
  const more = page.getByText('All values, formats and defaults…')
  if (more.query()) await more.click()
}
const picker = page.getByRole('region', { name: 'Insert a value' })
const search = picker.getByRole('combobox', { name: 'Find a value' })
const option = (name: string | RegExp) => picker.getByRole('option', { name })
const template = picker.getByRole('status')
const button = (name: string) => picker.getByRole('button', { name, exact: true })
const spoken = () => studioStore.getState().document.nodes.find(({ id }) => id === 'say')?.data.text

describe('inserting a value', () => {
  it('inserts at the cursor what is selected, by keys alone', async () => {
    await openPicker()
    await expect.element(search).toHaveFocus()
    await userEvent.keyboard('caller.number{Enter}')
    await expect.element(picker).not.toBeInTheDocument()
    expect(spoken()).toBe('Hi {{ caller.number }}')
  })

  it('offers first what steps before this one set', async () => {
    await openPicker()
    await expect.element(option(/^vars\.plan/)).toHaveAttribute('aria-selected', 'true')
    await expect.element(option(/^vars\.plan/)).toMatchTextContent('set by Look up plan')
  })

  it('goes through the values with arrows', async () => {
    await openPicker()
    await userEvent.keyboard('{ArrowDown}')
    await expect.element(option(/^vars\.plan/)).toHaveAttribute('aria-selected', 'false')
    await userEvent.keyboard('{ArrowUp}')
    await expect.element(option(/^vars\.plan/)).toHaveAttribute('aria-selected', 'true')
  })

  it('selects with one press and inserts with a second', async () => {
    await openPicker()
    await option(/^caller\.name/).click()
    await expect.element(option(/^caller\.name/)).toHaveAttribute('aria-selected', 'true')
    expect(spoken()).toBe('Hi ')
    await option(/^caller\.name/).click()
    expect(spoken()).toBe('Hi {{ caller.name }}')
  })

  it('shows what the sample caller would hear', async () => {
    await openPicker()
    await search.fill('caller.name')
    await expect.element(picker).toMatchTextContent('Caller hears Mobile caller')
  })

  it('uses a path that no list knows, as it is typed', async () => {
    await openPicker()
    await search.fill('call.sip["X-Tier"]')
    await expect.element(option(/Use call\.sip\["X-Tier"\] as typed/)).toBeVisible()
    await userEvent.keyboard('{Enter}')
    expect(spoken()).toBe('Hi {{ call.sip["X-Tier"] }}')
  })

  it('says that nothing is found, and clears the search', async () => {
    await openPicker()
    await search.fill('no such value')
    await expect.element(picker).toMatchTextContent('Nothing found for “no such value”.')
    await userEvent.keyboard('{Enter}')
    expect(spoken()).toBe('Hi ')
    await button('Clear').click()
    await expect.element(option(/^vars\.plan/)).toBeVisible()
  })

  it.each([
    ['Escape', () => userEvent.keyboard('{Escape}')],
    ['its button', () => button('Close').click()],
  ])('inserts nothing with %s', async (_, close) => {
    await openPicker()
    await close()
    await expect.element(picker).not.toBeInTheDocument()
    expect(spoken()).toBe('Hi ')
  })
})

describe('formatting a value', () => {
  it.each([
    ['as a date', /\| date/],
    ['digit by digit', /\| /],
  ])('%s', async (change, written) => {
    await openPicker()
    await search.fill('caller.number')
    await button(change).click()
    await expect.element(button(change)).toHaveAttribute('aria-pressed', 'true')
    await expect.element(template).toMatchTextContent(written)
    await button('Insert').click()
    expect(spoken()).toMatch(written)
  })

  it('says something else where the value is empty', async () => {
    await openPicker()
    await search.fill('vars.plan')
    await button('if empty, say…').click()
    await expect.element(picker.getByRole('textbox', { name: 'If empty, say' })).toHaveFocus()
    await userEvent.keyboard('none')
    await button('Insert').click()
    expect(spoken()).toBe('Hi {{ vars.plan | default: "none" }}')
  })

  it('takes a format back', async () => {
    await openPicker()
    await search.fill('caller.number')
    await button('as a date').click()
    await button('as a date').click()
    await expect.element(template).toHaveTextContent('{{ caller.number }}')
  })
})
