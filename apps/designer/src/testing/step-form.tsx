/** A step's form in the inspector, and the hands that use it: what the suite over all form controls stands on. */
import type { Diagnostic } from '@callflow-studio/model'
import { definitionOf } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect } from 'vitest'
import { type Locator, page, userEvent } from 'vitest/browser'
import { type FormField, fieldsOf } from '../inspector/form/form-fields.ts'
import { StepInspector } from '../inspector/StepInspector.tsx'
import { studioStore } from '../state/studio-store.ts'
import { openFlow } from './open-flow.ts'
import { renderInStudio } from './render-in-studio.tsx'

const NODE_ID = 'step'

export interface RenderedStepForm {
  /** The field under test, as its schema describes it. */
  field: FormField
  /** A text field, by its label with or without "optional". */
  text: (name: string) => Locator
  role: (role: string, name: string | RegExp) => Locator
  /** A radio of a segmented control: what is pressed is its label. */
  segment: (label: string) => Locator
  press: (button: string | RegExp) => Promise<void>
  /** Chooses an option of a select by mouse. */
  pick: (select: Locator, option: string | RegExp) => Promise<void>
  /** The button in a select that empties it. */
  clearSelect: (select: Locator) => Promise<void>
}

/** Opens a step of one type, with everything folded out, and the problems that the server found in it. */
export async function openStepForm(
  type: string,
  data: Record<string, unknown>,
  path: string,
  problems: readonly Pick<Diagnostic, 'field' | 'message'>[] = [],
): Promise<RenderedStepForm> {
  const field = fieldsOf(definitionOf(type)?.data ?? fail(type)).find((each) => each.path === path) ?? fail(path)
  const document = flow().step(NODE_ID, type, data).chain(NODE_ID).build()
  const diagnostics = problems.map((problem) => ({
    severity: 'error' as const,
    code: 'field.invalid' as const,
    nodeId: NODE_ID,
    ...problem,
  }))
  openFlow(document, { validation: { diagnostics, cuts: [], mostRequests: null }, validated: document })
  const screen = await renderInStudio(<StepInspector nodeId={NODE_ID} />)
  if (field.meta.more) await screen.getByRole('button', { name: 'More', exact: true, expanded: false }).click()
  return {
    field,
    text: (name) => screen.getByRole('textbox', { name: new RegExp(`^${escaped(name)}( optional)?$`) }),
    role: (role, name) => screen.getByRole(role, { name, exact: true }),
    segment: (label) => screen.getByText(label, { exact: true }),
    press: (name) => screen.getByRole('button', { name, exact: true }).click(),
    pick: async (select, option) => {
      await select.click()
      await page.getByRole('option', { name: option, exact: true }).click()
    },
    clearSelect: async (select) => {
      const buttons = select.element().parentElement?.querySelectorAll('button') ?? []
      expect(buttons.length).toBe(1)
      for (const button of buttons) button.click()
    },
  }
}

/** What the document holds in a field of the step. */
export const storedAt = (path: string): unknown =>
  studioStore.getState().document.nodes.find(({ id }) => id === NODE_ID)?.data[path]

/** Moves the focus with the Tab key alone until it is on an element, or in it. */
export async function tabTo(place: Locator): Promise<void> {
  await expect.element(place).toBeInTheDocument()
  const target = place.element()
  for (let presses = 0; presses < 80; presses += 1) {
    if (target.contains(document.activeElement)) return
    await userEvent.tab()
  }
  throw new Error(`The Tab key does not reach ${target.outerHTML.slice(0, 120)}.`)
}

/** What a JSON editor holds, once it is loaded. */
export const expectJson = (place: Locator, text: string): Promise<void> =>
  expect.poll(() => jsonIn(place.element())).toBe(text)

const jsonIn = (element: Element): string =>
  [...element.querySelectorAll('.cm-line')].map(({ textContent }) => textContent).join('\n')

/** Replaces what a field holds, as by keys alone. */
export async function retype(place: Locator, text: string): Promise<void> {
  await tabTo(place)
  await userEvent.keyboard('{Control>}a{/Control}')
  await userEvent.keyboard(text)
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function fail(what: string): never {
  throw new Error(`There is no ${what}.`)
}
