import { type Command, setField } from '@callflow-studio/model'
import { expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { studioStore } from '../state/studio-store.ts'
import { expectJson, openStepForm, retype, storedAt, tabTo } from '../testing/step-form.tsx'

const TEXT = '[\n  1\n]'
const TONE = { frequencies: [440], duration_on: 500, duration_off: 0 }

const open = async (tones: unknown = [1]) => {
  const form = await openStepForm('tones', { tones }, 'tones')
  const editor = form.text('Tones')
  await expect.element(editor).toHaveClass('cm-content')
  return { ...form, editor }
}

const apply = (command: Command) => studioStore.getState().apply(command)

it('leaves a text as it is typed, whether it is JSON at that moment or not', async () => {
  const { editor } = await open()
  await retype(editor, '[[1, [[2] ]')
  await expectJson(editor, '[1, [2] ]')
  expect(storedAt('tones')).toEqual([1, [2]])
  await userEvent.keyboard('{Backspace}')
  await expectJson(editor, '[1, [2] ')
  expect(storedAt('tones')).toEqual([1, [2]])
})

it('takes back inside of it, and the step follows', async () => {
  const { editor } = await open()
  await retype(editor, '[[5]')
  await expect.poll(() => storedAt('tones')).toEqual([5])
  for (let presses = 0; presses < 4; presses += 1) await userEvent.keyboard('{Control>}z{/Control}')
  await expectJson(editor, TEXT)
  expect(storedAt('tones')).toEqual([1])
  for (let presses = 0; presses < 4; presses += 1) await userEvent.keyboard('{Control>}y{/Control}')
  await expectJson(editor, '[5]')
  expect(storedAt('tones')).toEqual([5])
})

it('shows what is changed elsewhere, and cannot take that back', async () => {
  const { editor } = await open()
  await retype(editor, '[[5]')
  apply(setField('step', 'tones', [7]))
  await expectJson(editor, '[\n  7\n]')
  await userEvent.keyboard('{Control>}z{/Control}')
  await expectJson(editor, '[\n  7\n]')
  expect(storedAt('tones')).toEqual([7])
})

it('is left by Tab, either way', async () => {
  const { editor } = await open()
  await tabTo(editor)
  await userEvent.tab()
  expect(editor.element().contains(document.activeElement)).toBe(false)
  await userEvent.tab({ shift: true })
  await expect.element(editor).toHaveFocus()
  await userEvent.tab({ shift: true })
  expect(editor.element().contains(document.activeElement)).toBe(false)
  await expectJson(editor, TEXT)
})

it('says and underlines a mistake, and belongs to its label and notes', async () => {
  const { editor, segment } = await open([TONE])
  await expect.element(editor).not.toHaveAttribute('aria-invalid')
  await expect.element(editor).toHaveAttribute('spellcheck', 'false')
  await editor.fill('[1,\n 2 3]')
  await expect.element(editor).toHaveAttribute('aria-invalid', 'true')
  await expect.element(editor).toHaveAccessibleDescription(/Line 2, column 4: a comma is missing/)
  await expect.poll(() => editor.element().querySelector('.cm-lintRange-error')?.textContent).toBe('3')
  await editor.fill(JSON.stringify([TONE]))
  await expect.element(editor).not.toHaveAttribute('aria-invalid')
  await expect.poll(() => editor.element().querySelector('.cm-lintRange-error')).toBeNull()
  editor.element().blur()
  await segment('Tones optional').click()
  await expect.element(editor).toHaveFocus()
})

it('draws of a huge text what is in view', async () => {
  const { editor } = await open(Array.from({ length: 50_000 }, (_, index) => index))
  expect(editor.element().querySelectorAll('.cm-line').length).toBeLessThan(1_000)
})
