/**
 * Asks the server about the document on screen, a moment after each edit: problems, cuts, requests, and each path through
 * it while the list of paths is open.
 */
import type { FlowDocument } from '@callflow-studio/model'
import type { Validation } from '@callflow-studio/model/api'
import type { StoreApi } from 'zustand/vanilla'
import { request } from '../api/client.ts'
import { type StudioState, studioStore } from './studio-store.ts'

const ASK_AFTER_MS = 300

export interface ValidationDeps {
  store: StoreApi<StudioState>
  validate: (
    document: FlowDocument,
    signal: AbortSignal,
    more: { flowId?: string; withReport: boolean },
  ) => Promise<Validation>
  after: (delayMs: number, run: () => void) => () => void
}

const inBrowser = (): ValidationDeps => ({
  store: studioStore,
  validate: (document, signal, more) => request('document.validate', { body: { document, ...more } }, { signal }),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
})

/** Starts to keep `validation` up to date; not about values that are half typed. @returns how to stop. */
export function startValidation({ store, validate, after }: ValidationDeps = inBrowser()): () => void {
  let cancelTimer = () => {}
  let running = new AbortController()

  const ask = async () => {
    running.abort()
    const mine = new AbortController()
    running = mine
    try {
      const { document, flowId, ...state } = store.getState()
      const more = { withReport: showsPaths(state), ...(flowId === null ? {} : { flowId }) }
      const validation = await validate(document, mine.signal, more)
      if (!mine.signal.aborted) store.getState().setSync({ validation, validated: document })
    } catch {
      // Offline, or a newer question took over: the last findings stay until the next edit or save asks again.
    }
  }

  void ask()
  const unsubscribe = store.subscribe((state, before) => {
    const isOpened = showsPaths(state) && !showsPaths(before)
    const isBack = before.save === 'offline' && state.save === 'saved'
    const isTyped = before.isTypingValue && !state.isTypingValue
    if (state.isTypingValue && !before.isTypingValue) cancelTimer()
    const isOther = state.document !== before.document || state.tableChanges !== before.tableChanges
    if (state.isTypingValue || (!isOther && !isBack && !isOpened && !isTyped)) return
    cancelTimer()
    cancelTimer = after(isOpened ? 0 : ASK_AFTER_MS, () => void ask())
  })
  return () => {
    unsubscribe()
    cancelTimer()
    running.abort()
  }
}

const showsPaths = ({ drawer }: Pick<StudioState, 'drawer'>): boolean => drawer.isOpen && drawer.tab === 'paths'
