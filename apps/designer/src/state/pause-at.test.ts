import { describe, expect, it } from 'vitest'
import { callEvent } from '../testing/sample-calls.ts'
import { pauseAt } from './pause-at.ts'
import { createStudioStore } from './studio-store.ts'

const events = [
  callEvent(null, 'call'),
  callEvent('menu', 'speech'),
  callEvent('menu', 'caller'),
  callEvent('sales', 'speech'),
  callEvent('menu', 'speech'),
]

describe('a previewed call pauses', () => {
  it.each([
    ['at the first line of a step', 0, ['menu'], 2],
    ['at the next arrival, not in the midst of a step', 2, ['menu'], 5],
    ['at whichever step comes first', 2, ['menu', 'sales'], 4],
    ['nowhere after the last one', 5, ['menu'], null],
    ['nowhere without a breakpoint', 0, [], null],
  ])('%s', (_, seen, breakpoints, shown) => {
    expect(pauseAt(events, seen, breakpoints)).toBe(shown)
  })
})

describe('breakpoints', () => {
  const preview = { events, exchanges: [], waitingFor: null } as never

  it('pause a call as it is played, and the rest of it after the next key', () => {
    const store = createStudioStore()
    const shown = () => store.getState().shownLines
    store.getState().toggleBreakpoint('menu')
    store.getState().startPreview()
    store.getState().setPreview(preview)
    expect(shown()).toBe(2)
    store.getState().continueCall()
    expect(shown()).toBe(5)
    store.getState().continueCall()
    expect(shown()).toBeNull()
    store.getState().act({ digits: '1' })
    store.getState().setPreview({
      ...(preview as object),
      events: [...events, callEvent('bye', 'speech'), callEvent('menu', 'speech')],
    } as never)
    expect(shown()).toBe(7)
  })

  it('do not move a call that is walked line by line', () => {
    const store = createStudioStore()
    store.getState().startPreview()
    store.getState().setPreview(preview)
    store.getState().showLines(1)
    store.getState().toggleBreakpoint('menu')
    store.getState().setPreview(preview)
    expect(store.getState().shownLines).toBe(1)
  })

  it('are taken away, and forgotten with their flow', () => {
    const store = createStudioStore()
    store.getState().toggleBreakpoint('menu')
    store.getState().toggleBreakpoint('sales')
    store.getState().toggleBreakpoint('menu')
    expect(store.getState().breakpoints).toEqual(['sales'])
    store.getState().forgetFlow()
    expect(store.getState().breakpoints).toEqual([])
  })
})
