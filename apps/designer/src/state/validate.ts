/** Asks the server about the document on screen, a moment after each edit: problems, cuts, requests. */
import type { FlowDocument } from '@callflow-studio/model'
import type { Validation } from '@callflow-studio/model/api'
import type { StoreApi } from 'zustand/vanilla'
import { api } from '../api/client.ts'
import { type StudioState, studioStore } from './studio-store.ts'

const ASK_AFTER_MS = 300

export interface ValidationDeps {
  store: StoreApi<StudioState>
  validate: (document: FlowDocument, signal: AbortSignal) => Promise<Validation>
  after: (delayMs: number, run: () => void) => () => void
}

const inBrowser = (): ValidationDeps => ({
  store: studioStore,
  validate: api.validate,
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
})

/** Starts to keep `validation` up to date. @returns how to stop. */
export function startValidation({ store, validate, after }: ValidationDeps = inBrowser()): () => void {
  let calledOff = () => {}
  let running = new AbortController()

  const ask = async () => {
    running.abort()
    const mine = new AbortController()
    running = mine
    try {
      const validation = await validate(store.getState().document, mine.signal)
      if (!mine.signal.aborted) store.getState().setSync({ validation })
    } catch {
      // Offline, or a newer question took over: the last findings stay until the next edit or save asks again.
    }
  }

  void ask()
  const unsubscribe = store.subscribe((state, before) => {
    if (state.document === before.document && !(before.save === 'offline' && state.save === 'saved')) return
    calledOff()
    calledOff = after(ASK_AFTER_MS, () => void ask())
  })
  return () => {
    unsubscribe()
    calledOff()
    running.abort()
  }
}
