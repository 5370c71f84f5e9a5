import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { studioStore } from '../state/studio-store.ts'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { StepInspector } from './StepInspector.tsx'

const hello = flow().step('hello', 'tts', { text: 'Hi' }).chain('hello').build()

it('writes what is typed into the step, and takes it back with one undo', async () => {
  openFlow(hello)
  const screen = await renderInStudio(<StepInspector nodeId="hello" />)
  const text = screen.getByRole('textbox', { name: 'Text', exact: true })
  await text.fill('Good morning')
  expect(studioStore.getState().document.nodes.find(({ id }) => id === 'hello')?.data.text).toBe('Good morning')
  studioStore.getState().undo()
  expect(studioStore.getState().document).toEqual(hello)
  await expect.element(text).toHaveValue('Hi')
})
