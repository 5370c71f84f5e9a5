import { setField, setSettings } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { type StudioState, studioStore } from './studio-store.ts'
import { startTestRuns } from './test-runs.ts'

const drawing = flow()
  .step('hello', 'tts', { text: 'Hi' })
  .step('bye', 'tts', { text: 'Bye' })
  .chain('hello', 'bye')
  .build()

function open({
  hasTests = true,
  run = async () => undefined,
}: {
  hasTests?: boolean
  run?: () => Promise<unknown>
} = {}) {
  const store = createStore<StudioState>()(() => ({
    ...studioStore.getInitialState(),
    flowId: 'f1',
    document: drawing,
    loaded: drawing,
    revision: 1,
  }))
  const runs = vi.fn<(flowId: string, touching: string[] | undefined) => Promise<unknown>>(run)
  const stop = startTestRuns({ store, hasTests: () => hasTests, run: runs })
  const edit = (document: StudioState['document']) => store.setState({ document, save: 'unsaved' })
  const saved = () => store.setState((state) => ({ save: 'saved', revision: state.revision + 1 }))
  return { store, runs, stop, edit, saved }
}

it('runs the tests that touch what changed, once it is saved', () => {
  const { runs, edit, saved } = open()
  edit(setField('hello', 'text', 'Good morning')(drawing))
  expect(runs).not.toHaveBeenCalled()
  saved()
  expect(runs.mock.calls).toEqual([['f1', ['hello']]])
})

it('runs all tests where the settings of the flow changed', () => {
  const { runs, edit, saved } = open()
  edit(setSettings({ timezone: 'Europe/Berlin' })(drawing))
  saved()
  expect(runs.mock.calls).toEqual([['f1', undefined]])
})

it('runs nothing where steps were only moved, or there are no tests', () => {
  const moved = {
    ...drawing,
    nodes: drawing.nodes.map((node) => ({ ...node, position: { x: 5, y: 5 } })),
  }
  const with_ = open()
  with_.edit(moved)
  with_.saved()
  const without = open({ hasTests: false })
  without.edit(setField('hello', 'text', 'Good morning')(drawing))
  without.saved()
  expect(with_.runs).not.toHaveBeenCalled()
  expect(without.runs).not.toHaveBeenCalled()
})

it('runs one after the other: what is saved meanwhile is in the next run', async () => {
  let finish = () => {}
  const running = new Promise<void>((resolve) => {
    finish = resolve
  })
  const { runs, edit, saved, store } = open({ run: () => running })
  edit(setField('hello', 'text', 'One')(drawing))
  saved()
  edit(setField('bye', 'text', 'Two')(store.getState().document))
  saved()
  expect(runs).toHaveBeenCalledTimes(1)
  finish()
  await vi.waitFor(() => expect(runs.mock.lastCall).toEqual(['f1', ['bye']]))
})
