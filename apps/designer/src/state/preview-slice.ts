/**
 * The sample call: who calls, when, and what they did so far. The server replays it from the start each time, so a
 * step back is one action less, and an edit of the drawing shows at once. Neither saved nor undone.
 */
import type { CallerAction, SwitchState } from '@callflow-studio/model'
import type { Cell, LookUpMock, Preview } from '@callflow-studio/model/api'
import type { StateCreator } from 'zustand/vanilla'
import { type LookUpPlace, type OwnReplies, type RecordedReply, withOwnReply } from './preview-look-ups.ts'
import { MOBILE_CALLER, readOwnCallers, type SampleCaller, writeOwnCallers } from './sample-callers.ts'

export interface PreviewSlice {
  /** Who calls. */
  caller: SampleCaller
  /** The user's own callers. */
  ownCallers: readonly SampleCaller[]
  /** When the call begins, ISO 8601; null: now. */
  clock: string | null
  /** States that switches pretend to have, by id; others are as they are. */
  switchStates: Readonly<Record<string, SwitchState>>
  callerActions: readonly CallerAction[]
  /** How the call goes; null until the first answer. */
  preview: Preview | null
  /** Why there is no newer one, in words. */
  previewProblem: string | null
  /** Walking line by line: how many lines of the transcript are shown; null: all. */
  shownLines: number | null
  /** The request that the drawer shows; null: that of the last line shown. */
  shownRequest: number | null
  /** What real look-ups of this call answered. */
  recordedReplies: readonly RecordedReply[]
  /** Replies of the user in place of real ones; they outlast the call, as caller and clock do. */
  ownReplies: OwnReplies
  /** What steps that write find at first, by step, in place of what is stored; they outlast the call too. */
  initialValues: Readonly<Record<string, Cell>>
  /** The step whose look-up may be sent with the next playing, once. */
  confirmed: string | null
  /** Counts up to have the very same call played once more. */
  replays: number
  act: (action: CallerAction) => void
  stepBack: () => void
  restartCall: () => void
  chooseCaller: (caller: SampleCaller) => void
  setOwnCallers: (callers: readonly SampleCaller[]) => void
  setClock: (clock: string | null) => void
  /** @param state null: as it is */
  setSwitchState: (id: string, state: SwitchState | null) => void
  setPreview: (preview: Preview | null, problem?: string | null) => void
  showLines: (count: number | null) => void
  showRequest: (index: number | null) => void
  replay: () => void
  setRecordedReplies: (replies: readonly RecordedReply[]) => void
  /** The user allows one sending of what would change something on another server. */
  sendLookUp: (nodeId: string) => void
  /** @returns the step whose look-up may be sent now, once: reading it clears it. */
  takeConfirmed: () => string | null
  /** @param reply null takes the user's reply back */
  answerLookUp: (place: LookUpPlace, reply: LookUpMock | null) => void
  /** @param value undefined takes the user's value back */
  setInitialValue: (nodeId: string, value: Cell | undefined) => void
  /** Forgets what a real look-up answered, and all that came after it. */
  sendAgain: (place: LookUpPlace) => void
  forgetReplies: () => void
}

/** Absent in tests and on servers. */
const storage = (): Storage | null => (typeof localStorage === 'undefined' ? null : localStorage)

const RESET_VIEW = { shownLines: null, shownRequest: null, confirmed: null } as const
const RESET_CALL = { ...RESET_VIEW, callerActions: [], recordedReplies: [] } as const

const before = (recorded: readonly RecordedReply[], place: LookUpPlace) =>
  recorded.filter(({ order }) => order < place.order)

export const createPreviewSlice: StateCreator<PreviewSlice> = (set, get) => {
  const kept = storage()
  return {
    ...RESET_CALL,
    caller: MOBILE_CALLER,
    ownCallers: kept ? readOwnCallers(kept) : [],
    clock: null,
    switchStates: {},
    preview: null,
    previewProblem: null,
    ownReplies: {},
    initialValues: {},
    replays: 0,
    act: (action) => set((state) => ({ ...RESET_VIEW, callerActions: [...state.callerActions, action] })),
    stepBack: () =>
      set((state) => {
        const callerActions = state.callerActions.slice(0, -1)
        return {
          ...RESET_VIEW,
          callerActions,
          recordedReplies: state.recordedReplies.filter(({ after }) => after <= callerActions.length),
        }
      }),
    restartCall: () => set((state) => ({ ...RESET_CALL, replays: state.replays + 1 })),
    chooseCaller: (caller) => set({ ...RESET_CALL, caller }),
    setOwnCallers: (ownCallers) => {
      if (kept) writeOwnCallers(kept, ownCallers)
      set({ ownCallers })
    },
    setClock: (clock) => set({ ...RESET_CALL, clock }),
    setSwitchState: (id, state) =>
      set(({ switchStates: { [id]: _, ...others } }) => ({
        ...RESET_CALL,
        switchStates: state === null ? others : { ...others, [id]: state },
      })),
    setPreview: (preview, problem = null) => set({ preview, previewProblem: problem }),
    showLines: (shownLines) => set({ shownLines, shownRequest: null }),
    showRequest: (shownRequest) => set({ shownRequest }),
    replay: () => set((state) => ({ replays: state.replays + 1 })),
    setRecordedReplies: (recordedReplies) => set({ recordedReplies }),
    sendLookUp: (nodeId) => set((state) => ({ ...RESET_VIEW, confirmed: nodeId, replays: state.replays + 1 })),
    takeConfirmed: () => {
      const { confirmed } = get()
      if (confirmed !== null) set({ confirmed: null })
      return confirmed
    },
    answerLookUp: (place, reply) =>
      set(({ ownReplies, recordedReplies, replays }) => ({
        ...RESET_VIEW,
        ownReplies: withOwnReply(ownReplies, place, reply),
        recordedReplies: before(recordedReplies, place),
        replays: replays + 1,
      })),
    sendAgain: (place) =>
      set(({ recordedReplies, replays }) => ({
        ...RESET_VIEW,
        recordedReplies: before(recordedReplies, place),
        replays: replays + 1,
      })),
    setInitialValue: (nodeId, value) =>
      set(({ initialValues, replays }) => {
        const { [nodeId]: _, ...others } = initialValues
        return {
          ...RESET_VIEW,
          initialValues: value === undefined ? others : { ...others, [nodeId]: value },
          replays: replays + 1,
        }
      }),
    forgetReplies: () => set({ ownReplies: {}, initialValues: {} }),
  }
}
