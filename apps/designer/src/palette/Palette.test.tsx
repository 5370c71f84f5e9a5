import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { StudioState } from '../state/studio-store.ts'
import { studioStore } from '../state/studio-store.ts'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { onWideScreen } from '../testing/wide-screen.ts'
import { Palette } from './Palette.tsx'

const EMPTY = flow().build()
const HELLO = flow().step('hello', 'tts', { text: 'Hi' }).chain('hello').build()

const open = async (document = EMPTY, more: Partial<StudioState> = {}) => {
  openFlow(document, more)
  await onWideScreen()
  await renderInStudio(<Palette />)
}
const search = page.getByRole('searchbox', { name: 'Find a step' })
const row = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const doc = () => studioStore.getState().document
/** The types of the steps that were drawn, without start and fallback. */
const drawn = () =>
  doc()
    .nodes.map(({ type }) => type)
    .filter((type) => type !== 'start' && type !== 'error')
const connections = () => doc().edges.map(({ source, sourceHandle }) => `${source}.${sourceHandle}`)

it('opens with the steps that are used most', async () => {
  await open()
  const rows = page.getByRole('list').first().getByRole('listitem')
  await expect.element(rows.first()).toHaveTextContent('Say text')
  expect(rows.all().map((each) => each.element().textContent)).toEqual([
    'Say text',
    'Menu',
    'Opening hours',
    'Ring group',
    'Ring a user',
    'Voicemail',
  ])
})

it('connects the first step with the start, and puts the cursor into its first field', async () => {
  await open()
  await row('Say text').first().click()
  expect(drawn()).toEqual(['tts'])
  expect(connections()).toEqual(['start.next'])
  const { selection, focusField } = studioStore.getState()
  expect(selection).toEqual(doc().edges.map(({ target }) => target))
  expect(focusField).toBe('')
})

it('adds a step after the selected one', async () => {
  await open(HELLO, { selection: ['hello'] })
  await row('Voicemail').first().click()
  expect(drawn()).toEqual(['tts', 'voicemail'])
  expect(connections()).toEqual(['start.next', 'hello._'])
})

it('adds a step without a connection where nothing is selected', async () => {
  await open(HELLO)
  await row('Voicemail').first().click()
  expect(drawn()).toEqual(['tts', 'voicemail'])
  expect(connections()).toEqual(['start.next'])
})

it('connects no note with anything', async () => {
  await open(HELLO, { selection: ['hello'] })
  await search.fill('note')
  await userEvent.keyboard('{Enter}')
  expect(drawn()).toEqual(['tts', 'note'])
  expect(connections()).toEqual(['start.next'])
})

it('is one undo step', async () => {
  await open()
  await row('Say text').first().click()
  studioStore.getState().undo()
  expect(doc()).toEqual(EMPTY)
})

it('adds the first step found by keys alone', async () => {
  await open()
  await userEvent.keyboard('/')
  await expect.element(search).toHaveFocus()
  await userEvent.keyboard('hunt group{Enter}')
  expect(drawn()).toEqual(['ring_group'])
})

it('adds a step with Tab and Enter', async () => {
  await open()
  await search.click()
  await userEvent.tab()
  await userEvent.tab()
  await expect.element(row('Menu').first()).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  expect(drawn()).toEqual(['input.menu'])
})

it('leaves the key / to a text that is being typed', async () => {
  await open()
  await search.fill('a')
  await userEvent.keyboard('/')
  await expect.element(search).toHaveValue('a/')
})

it('says that nothing is found, and shows everything again', async () => {
  await open()
  await search.fill('xylophone')
  await expect.element(page.getByRole('status')).toMatchTextContent('Nothing found for “xylophone”.')
  await userEvent.keyboard('{Enter}')
  expect(drawn()).toEqual([])
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect.element(search).toHaveValue('')
  await expect.element(page.getByRole('heading', { name: 'Most used' })).toBeVisible()
})

it('empties the search with Escape', async () => {
  await open()
  await search.fill('voicemail')
  await userEvent.keyboard('{Escape}')
  await expect.element(search).toHaveValue('')
})

it('unfolds a category, a long one in two steps', async () => {
  await open()
  const group = row(/^Ring & Route/)
  await expect.element(group).toHaveAttribute('aria-expanded', 'false')
  const before = page.getByRole('listitem').all().length
  await group.click()
  await expect.element(group).toHaveAttribute('aria-expanded', 'true')
  const more = page.getByRole('button', { name: /^\d+ more$/ })
  const hidden = Number(/\d+/.exec(more.element().textContent ?? '')?.[0])
  const count = Number(/\d+$/.exec(group.element().textContent ?? '')?.[0])
  expect(page.getByRole('listitem').all().length).toBe(before + count - hidden)
  await more.click()
  await expect.poll(() => page.getByRole('listitem').all().length).toBe(before + count)
  await expect.element(more).not.toBeInTheDocument()
})

it('keeps the less common categories folded away', async () => {
  await open()
  await expect.element(row(/^Feature Codes/)).not.toBeInTheDocument()
  await row(/^Less common/).click()
  await expect.element(row(/^Feature Codes/)).toBeVisible()
})

it.each([
  ['a TwiML flow', { format: 'twiml' } as const, 'Queue (ACDC)', /^TwiML has no equivalent of this step\./],
  ['KAZOO 4.3', { kazoo: '4.3' } as const, 'Answer', /^KAZOO 4\.3 does not have this step\./],
])('explains a step that %s cannot hold, and adds none', async (_, settings, title, why) => {
  const document = flow(settings).build()
  await open(document)
  await search.fill(title)
  const step = page.getByRole('listitem').first().getByRole('button').first()
  await expect.element(step).toMatchTextContent(title)
  await expect.element(step).toHaveAttribute('aria-disabled', 'true')
  step.element().focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('status')).toMatchTextContent(why)
  await expect.element(step).toHaveAccessibleDescription(why)
  expect(doc()).toEqual(document)
})

it('sets the flow to the KAZOO that has the step', async () => {
  await open(flow({ kazoo: '4.3' }).build())
  await search.fill('Answer')
  await expect.element(row(/^Answer ?KAZOO 5/)).toBeVisible()
  await userEvent.keyboard('{Enter}')
  await page.getByRole('button', { name: /^Set to KAZOO 5/ }).click()
  expect(doc().settings.kazoo).toMatch(/^5/)
  await userEvent.click(row('Answer'))
  expect(drawn()).toEqual(['answer'])
})

it('gives way to a rail with the categories while a call is previewed', async () => {
  await open(EMPTY, { isPreviewing: true })
  await expect.element(search).not.toBeInTheDocument()
  await row('Voicemail & Fax').click()
  const group = row(/^Voicemail & Fax ?\d/)
  await expect.element(group).toHaveFocus()
  await expect.element(group).toHaveAttribute('aria-expanded', 'true')
})

it.each([
  ['Escape', () => userEvent.keyboard('{Escape}')],
  ['its button', () => page.getByRole('button', { name: 'Close' }).click()],
  ['adding a step', () => row('Say text').first().click()],
])('closes the panel over the rail with %s', async (_, close) => {
  await open(EMPTY, { isPreviewing: true })
  await row('Add a step').click()
  await expect.element(search).toHaveFocus()
  await close()
  await expect.element(search).not.toBeInTheDocument()
})
