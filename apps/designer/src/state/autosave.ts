/**
 * Keeps the flow on screen saved: each edit 1 s later, tried again while the server does not answer, and kept in this
 * browser until it is acknowledged. Where somebody else saved in between (409), nothing is overwritten on either side;
 * where it was ourselves, and only the answer was lost, saving goes on.
 */
import { type FlowDocument, readDocument, replaceDocument } from '@callflow-studio/model'
import type { Flow } from '@callflow-studio/model/api'
import type { StoreApi } from 'zustand/vanilla'
import { ApiError } from '../api/api-error.ts'
import { request } from '../api/client.ts'
import { dropDraftCopy, readDraftCopy, writeDraftCopy } from './draft-copy.ts'
import { isSameContent } from './is-same-content.ts'
import { type StudioState, studioStore } from './studio-store.ts'
import type { SaveState } from './sync-slice.ts'

const SAVE_AFTER_MS = 1000
const TRY_AGAIN_MS = [2000, 5000, 10_000, 30_000]

export interface AutosaveDeps {
  store: StoreApi<StudioState>
  save: (
    id: string,
    body: { name: string; document: FlowDocument; revision: number },
    keepalive?: boolean,
  ) => Promise<Flow>
  /** What the server has. */
  read: (id: string) => Promise<Flow>
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** Calls back after so many milliseconds; returns how to call it off. */
  after: (delayMs: number, run: () => void) => () => void
}

const inBrowser = (): AutosaveDeps => ({
  store: studioStore,
  save: (id, body, keepalive = false) => request('flow.save', { id, body }, { keepalive }),
  read: (id) => request('flow.show', { id }),
  storage: localStorage,
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
})

/** Starts to keep the open flow saved. @returns how to stop, after a last save of what is not saved yet. */
export function startAutosave(deps: AutosaveDeps = inBrowser()): () => void {
  const { store } = deps
  let saved = baseline(store.getState())
  let cancelTimer = () => {}
  let tries = 0
  let isSaving = false
  /** What was sent since the last answer: the server may have any of it. */
  let unanswered: StudioState[] = []

  const isDirty = ({ document, flowName }: StudioState): boolean =>
    document !== saved.document || flowName !== saved.flowName

  const schedule = (delayMs: number) => {
    cancelTimer()
    cancelTimer = deps.after(delayMs, () => void push())
  }

  const push = async (keepalive = false): Promise<void> => {
    const state = store.getState()
    const { flowId, document, flowName, loaded } = state
    if (flowId === null || isSaving || !isDirty(state) || !maySave(state)) return
    isSaving = true
    state.setSync({ save: 'saving' })
    try {
      const flow = await deps.save(flowId, { name: flowName, document, revision: state.revision }, keepalive)
      // Another flow may have been opened meanwhile; this answer is not about it.
      if (store.getState().loaded === loaded) acknowledged(state, flow.revision)
    } catch (error) {
      const theirs = isConflict(error) ? await deps.read(flowId).catch(() => null) : null
      if (store.getState().loaded !== loaded) return
      const ours = theirs && [state, ...unanswered].find((sent) => isThat(theirs, sent))
      if (ours) acknowledged(ours, theirs.revision)
      else failed(error)
      if (mayHaveArrived(error)) unanswered.push(state)
    } finally {
      isSaving = false
      if (isDirty(store.getState()) && maySave(store.getState()))
        schedule(tries === 0 ? SAVE_AFTER_MS : retryDelay(tries))
    }
  }

  const acknowledged = ({ flowId, document, flowName, loaded }: StudioState, revision: number) => {
    tries = 0
    unanswered = []
    saved = { document, flowName, loaded }
    const now = store.getState()
    now.setSync({ revision, save: isDirty(now) ? 'unsaved' : 'saved' })
    if (!isDirty(now) && flowId !== null) dropDraftCopy(deps.storage, flowId)
  }

  const failed = (error: unknown) => {
    const { setSync, revision } = store.getState()
    if (error instanceof ApiError && error.status === 404) return setSync({ save: 'gone' })
    if (isConflict(error)) {
      const { current } = error.problem
      setSync({
        save: 'conflict',
        conflict: {
          revision: current?.revision ?? revision,
          updatedAt: current?.updatedAt ?? new Date().toISOString(),
        },
      })
      return
    }
    tries++
    setSync({ save: error instanceof ApiError && error.isOffline ? 'offline' : 'failed' })
  }

  const changed = (state: StudioState) => {
    if (state.loaded !== saved.loaded) {
      // Theirs was taken: a copy of ours that stayed would come back when the flow is opened again.
      if (state.flowId !== null) dropDraftCopy(deps.storage, state.flowId)
      saved = baseline(state)
      tries = 0
      unanswered = []
      cancelTimer()
      return
    }
    if (!isDirty(state)) {
      // Undone before it was saved: a copy that stayed would bring the edit back when the flow is opened again.
      if (state.flowId !== null && !isSaving) dropDraftCopy(deps.storage, state.flowId)
      if (state.save === 'unsaved') state.setSync({ save: 'saved' })
      return
    }
    if (state.flowId === null || state.save === 'read-only') return
    const { document, flowName: name, revision } = state
    writeDraftCopy(deps.storage, state.flowId, { revision, name, document })
    if (state.save === 'saved') state.setSync({ save: 'unsaved' })
    if (maySave(state) && !isSaving && tries === 0) schedule(SAVE_AFTER_MS)
  }

  restoreLocalDraft(deps)
  if (isDirty(store.getState())) changed(store.getState())
  const unsubscribe = store.subscribe((state, before) => {
    if (state.document !== before.document || state.flowName !== before.flowName || state.loaded !== before.loaded)
      changed(state)
    else if (before.save === 'gone' && state.save === 'unsaved') schedule(0) // it was restored
  })
  const tryNow = () => void push()
  const leave = () => void push(true)
  if (typeof window !== 'undefined') {
    window.addEventListener('online', tryNow)
    window.addEventListener('pagehide', leave)
  }
  return () => {
    unsubscribe()
    cancelTimer()
    if (typeof window !== 'undefined') {
      window.removeEventListener('online', tryNow)
      window.removeEventListener('pagehide', leave)
    }
    void push()
  }
}

const baseline = ({ loaded, flowName }: StudioState) => ({ document: loaded, loaded, flowName })
const maySave = ({ save }: StudioState): boolean => !RESTS.includes(save)
/** States in which nothing is saved until the user has decided. */
const RESTS: readonly SaveState[] = ['conflict', 'gone', 'read-only']
const isConflict = (error: unknown): error is ApiError => error instanceof ApiError && error.status === 409
const mayHaveArrived = (error: unknown): boolean =>
  !(error instanceof ApiError) || error.isOffline || error.status >= 500
const isThat = (theirs: Flow, { flowName, document }: StudioState): boolean =>
  theirs.name === flowName && isSameContent(theirs.document, document)
const retryDelay = (tries: number): number => TRY_AGAIN_MS[Math.min(tries, TRY_AGAIN_MS.length) - 1] ?? SAVE_AFTER_MS

/** An edit that was never acknowledged comes back on top of what the server has, and can be undone. */
function restoreLocalDraft({ store, storage }: AutosaveDeps): void {
  const { flowId, revision, save, document, flowName, apply, rename, setSync } = store.getState()
  const copy = flowId === null || save === 'read-only' ? null : readDraftCopy(storage, flowId)
  const read = copy && readDocument(copy.document)
  if (flowId === null || !copy || !read?.ok) return
  // It did arrive; only the answer that said so was lost.
  if (copy.name === flowName && isSameContent(copy.document, document)) {
    dropDraftCopy(storage, flowId)
    return
  }
  apply(replaceDocument(read.value))
  rename(copy.name)
  // Made on an older revision: somebody saved since, so neither side is overwritten.
  if (copy.revision !== revision)
    setSync({ save: 'conflict', conflict: { revision, updatedAt: new Date().toISOString() } })
}
