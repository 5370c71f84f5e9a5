/**
 * The flow being edited and its undo history. `apply` is the one door: mouse, keyboard, paste, forms and palette all
 * come through it. Undo is the list of earlier documents; they share what did not change.
 */
import { type Command, emptyDocument, type FlowDocument } from '@callflow-studio/model'
import type { StateCreator } from 'zustand/vanilla'
import type { SyncSlice } from './sync-slice.ts'

export interface DocumentSlice {
  document: FlowDocument
  /** The user's name of the flow; saved with the document, and undone with it. */
  flowName: string
  /** The document as it was opened; another object means that another flow, or another state of it, was opened. */
  loaded: FlowDocument
  past: readonly FlowDocument[]
  future: readonly FlowDocument[]
  /** The running gesture (a drag, one visit of a field): its edits are one undo step. */
  gesture: string | undefined
  /** Applies an edit; none to a document of a newer studio. Edits with the same `gesture` in a row make one undo step. */
  apply: (command: Command, gesture?: string) => void
  /** Adds to the last edit what belongs to it: no undo step of its own. */
  amend: (command: Command) => void
  /** Ends a gesture: the next edit is a step of its own, even under the same name. */
  endGesture: () => void
  undo: () => void
  redo: () => void
  rename: (flowName: string) => void
  /** Opens a document: no history. */
  load: (document: FlowDocument, flowName: string) => void
}

export const createDocumentSlice: StateCreator<DocumentSlice & Pick<SyncSlice, 'save'>, [], [], DocumentSlice> = (
  set,
) => {
  const nothing = emptyDocument()
  return {
    document: nothing,
    loaded: nothing,
    flowName: '',
    past: [],
    future: [],
    gesture: undefined,
    apply: (command, gesture) =>
      set((state) => {
        if (state.save === 'read-only') return state
        const document = command(state.document)
        if (document === state.document) return state
        const goesOn = gesture !== undefined && gesture === state.gesture
        return { document, gesture, future: [], past: goesOn ? state.past : [...state.past, state.document] }
      }),
    amend: (command) => set((state) => (state.save === 'read-only' ? state : { document: command(state.document) })),
    endGesture: () => set({ gesture: undefined }),
    undo: () =>
      set((state) => {
        const document = state.past.at(-1)
        if (!document) return state
        return {
          document,
          past: state.past.slice(0, -1),
          future: [state.document, ...state.future],
          gesture: undefined,
        }
      }),
    redo: () =>
      set((state) => {
        const [document, ...future] = state.future
        if (!document) return state
        return { document, past: [...state.past, state.document], future, gesture: undefined }
      }),
    rename: (flowName) => set((state) => (state.save === 'read-only' ? state : { flowName })),
    load: (document, flowName) =>
      set({ document, loaded: document, flowName, past: [], future: [], gesture: undefined }),
  }
}
