import type { Diagnostic } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { StepInspector } from './StepInspector.tsx'

const open = async (
  type: string,
  data: Record<string, unknown>,
  problems: { field: string; message: string }[] = [],
) => {
  const diagnostics: Diagnostic[] = problems.map((problem) => ({
    severity: 'error',
    code: 'field.invalid',
    nodeId: 'step',
    ...problem,
  }))
  const document = flow().step('step', type, data).chain('step').build()
  openFlow(document, { validation: { diagnostics, cuts: [], mostRequests: null }, validated: document })
  await renderInStudio(
    <div style={{ width: 300 }}>
      <StepInspector nodeId="step" />
    </div>,
  )
}
const text = (name: string) => page.getByRole('textbox', { name, exact: true })
const topOf = (name: string) => text(name).element().getBoundingClientRect().top
const widthOf = (words: string) => page.getByText(words).element().closest('p')?.getBoundingClientRect().width ?? 0

const digits = { variable: 'pin', minDigits: 6, maxDigits: 4, attempts: 3, timeoutMs: 5000, interdigitTimeoutMs: 3000 }

it('puts the inputs of a row on one line where one of their labels takes two', async () => {
  await open('input.digits', digits)
  await expect.element(text('Wait for first key')).toBeVisible()
  const heightOf = (label: string) => page.getByText(label, { exact: true }).element().getBoundingClientRect().height
  expect(heightOf('Wait for first key')).toBeGreaterThan(heightOf('Tries'))
  expect(topOf('Tries')).toBe(topOf('Wait for first key'))
  expect(topOf('Between keys')).toBe(topOf('Wait for first key'))
})

it('says what is wrong with one field of a row across the row', async () => {
  const message = 'At least is more than at most, so no entry can ever fit.'
  await open('input.digits', digits, [{ field: 'minDigits', message }])
  await expect.element(page.getByText(message)).toBeVisible()
  expect(topOf('At least')).toBe(topOf('At most'))
  expect(widthOf(message)).toBeGreaterThan(250)
})

it('says what is wrong with one cell of a line across the line', async () => {
  const message = 'A name has letters, digits and _, and begins with a letter.'
  const assignments = [{ name: 'a bad name', value: '1' }]
  await open('logic.set', { assignments }, [{ field: 'assignments.0.name', message }])
  await expect.element(page.getByText(message)).toBeVisible()
  expect(widthOf(message)).toBeGreaterThan(250)
})

it('keeps a label on one line beside a button that is not seen', async () => {
  await open('conference', { play_entry_tone: 'yes' })
  await page.getByRole('button', { name: 'More', exact: true }).click()
  const label = page.getByText(/^Tone when someone enters/)
  await expect.element(label).toBeVisible()
  expect(label.element().getBoundingClientRect().height).toBeLessThan(20)
})

it('marks the key of a choice that has none', async () => {
  const choices = [
    { digits: '1', label: 'Sales' },
    { digits: '', label: 'Support' },
  ]
  await open('input.menu', { choices }, [{ field: 'choices.1.digits', message: 'This choice has no key.' }])
  await expect.element(text('Key of choice 2')).toHaveAttribute('aria-invalid', 'true')
  await expect.element(text('Key of choice 1')).not.toHaveAttribute('aria-invalid')
})

it('shows the places of a recording above its address', async () => {
  await open('record_call', { action: 'start', url: 'https://files.example.com/' })
  const address = page.getByRole('textbox', { name: 'Address' })
  await expect.element(address).toBeVisible()
  const places = page.getByRole('radiogroup', { name: 'Upload to' }).element().getBoundingClientRect()
  expect(address.element().getBoundingClientRect().top).toBeGreaterThan(places.bottom)
})
