import { emptyDocument } from '@callflow-studio/model'
import { expect, it } from 'vitest'
import { createStudioStore } from './studio-store.ts'
import { startValidation } from './validate.ts'

it('asks for each path through the flow while the list of paths is open, and only then', () => {
  const store = createStudioStore()
  const asked: unknown[] = []
  store.getState().setSync({ flowId: 'desk' })
  const stop = startValidation({
    store,
    validate: async (_, __, more) => {
      asked.push(more)
      return { diagnostics: [], cuts: [], mostRequests: 1 }
    },
    after: (_, run) => {
      run()
      return () => {}
    },
  })
  const edit = () => store.getState().apply(() => emptyDocument())
  expect(asked).toEqual([{ withReport: false, flowId: 'desk' }])
  store.getState().setDrawer({ isOpen: true, tab: 'paths' })
  edit()
  store.getState().setDrawer({ height: 300 })
  expect(asked.slice(1)).toEqual([
    { withReport: true, flowId: 'desk' },
    { withReport: true, flowId: 'desk' },
  ])
  store.getState().setDrawer({ tab: 'requests' })
  edit()
  expect(asked.at(-1)).toEqual({ withReport: false, flowId: 'desk' })
  expect(asked).toHaveLength(4)
  stop()
})

it('asks again where a table was changed that the flow names', () => {
  const store = createStudioStore()
  let asked = 0
  const stop = startValidation({
    store,
    validate: async () => {
      asked++
      return { diagnostics: [], cuts: [], mostRequests: 1 }
    },
    after: (_, run) => {
      run()
      return () => {}
    },
  })
  store.getState().tablesChanged()
  expect(asked).toBe(2)
  stop()
})

it('waits while a value is half typed, and asks once it is whole', () => {
  const store = createStudioStore()
  let asked = 0
  const planned: (() => void)[] = []
  const stop = startValidation({
    store,
    validate: async () => {
      asked++
      return { diagnostics: [], cuts: [], mostRequests: 1 }
    },
    after: (_, run) => {
      planned.push(run)
      return () => planned.splice(planned.indexOf(run), 1)
    },
  })
  const edit = () => store.getState().apply(() => emptyDocument())
  const pass = () => {
    for (const run of planned.splice(0)) run()
  }
  edit()
  store.getState().setTypingValue(true)
  edit()
  pass()
  expect(asked).toBe(1)
  store.getState().setTypingValue(false)
  pass()
  expect(asked).toBe(2)
  stop()
})
