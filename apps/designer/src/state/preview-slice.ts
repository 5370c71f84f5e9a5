/**
 * The preview: its scenario, how it went, and what of it is shown. The server replays the call from the start each time, so
 * a step back is one action less, and an edit of the drawing shows at once. Neither saved nor undone.
 */
import type { CallerAction, SwitchState } from '@callflow-studio/model'
import type { Cell, LookUpMock, Preview } from '@callflow-studio/model/api'
import type { StateCreator } from 'zustand/vanilla'
import { pauseAt } from './pause-at.ts'
import { type LookUpPlace, type RecordedReply, withOwnReply } from './preview-look-ups.ts'
import { NEW_SCENARIO, type PreviewScenario } from './preview-scenario.ts'
import { readOwnCallers, type SampleCaller, writeOwnCallers } from './sample-callers.ts'
import type { SessionSlice } from './session-slice.ts'

export interface PreviewSlice {
  /** True while the sample phone takes the inspector's place. */
  isPreviewing: boolean
  /** Caller, clock, replies and values outlast a call. */
  scenario: PreviewScenario
  /** The user's own callers. */
  ownCallers: readonly SampleCaller[]
  /** How the call goes; null until the first answer. */
  preview: Preview | null
  /** Why there is no newer one, in words. */
  previewProblem: string | null
  /** Walking line by line: how many lines of the transcript are shown; null: all. */
  shownLines: number | null
  /** How many lines the user has seen, before the call continues. */
  seenLines: number
  /** Ids of the steps at which a call pauses. */
  breakpoints: readonly string[]
  /** The request that the drawer shows; null: that of the last line shown. */
  shownRequest: number | null
  /** What real look-ups of this call answered. */
  recordedReplies: readonly RecordedReply[]
  /** The step whose look-up may be sent with the next playing, once. */
  confirmed: string | null
  /** Counts up to have the very same call played once more. */
  replays: number
  /** Begins a new call. @param startAt a step, in place of the start */
  startPreview: (startAt?: string | null) => void
  endPreview: () => void
  /** Begins the call of a link or a list, and plays what the caller does in it. */
  openScenario: (scenario: PreviewScenario) => void
  act: (action: CallerAction) => void
  stepBack: () => void
  /** Takes back all but the first of what the caller did: the call waits there for something else. */
  goBackTo: (acts: number) => void
  restartCall: () => void
  chooseCaller: (caller: SampleCaller) => void
  setOwnCallers: (callers: readonly SampleCaller[]) => void
  setClock: (clock: string | null) => void
  /** @param state null: as it is */
  setSwitchState: (id: string, state: SwitchState | null) => void
  setPreview: (preview: Preview | null, problem?: string | null) => void
  showLines: (count: number | null) => void
  /** To the next breakpoint, or to the last line. */
  continueCall: () => void
  toggleBreakpoint: (nodeId: string) => void
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
  /** Forgets what belongs to the flow that was open: the call, and all that stands for its steps. */
  forgetFlow: () => void
}

/** Absent in tests and on servers. */
const storage = (): Storage | null => (typeof localStorage === 'undefined' ? null : localStorage)

const RESET_VIEW = { shownLines: null, shownRequest: null, confirmed: null } as const

const before = (recorded: readonly RecordedReply[], place: LookUpPlace) =>
  recorded.filter(({ order }) => order < place.order)

export const createPreviewSlice: StateCreator<PreviewSlice & SessionSlice, [], [], PreviewSlice> = (set, get) => {
  const kept = storage()
  /** A new call. */
  const begin = (change: Partial<PreviewScenario>): void =>
    set(({ scenario, replays }) => ({
      ...RESET_VIEW,
      seenLines: 0,
      recordedReplies: [],
      scenario: { ...scenario, actions: [], ...change },
      replays: replays + 1,
    }))
  /** The same call once more, with another reply or value. */
  const playAgain = (change: Partial<PreviewScenario>, recordedReplies = get().recordedReplies): void =>
    set(({ scenario, replays }) => ({
      ...RESET_VIEW,
      recordedReplies,
      scenario: { ...scenario, ...change },
      replays: replays + 1,
    }))
  return {
    ...RESET_VIEW,
    isPreviewing: false,
    scenario: NEW_SCENARIO,
    recordedReplies: [],
    ownCallers: kept ? readOwnCallers(kept) : [],
    preview: null,
    previewProblem: null,
    replays: 0,
    seenLines: 0,
    breakpoints: [],
    startPreview: (startAt = null) => {
      set({ isPreviewing: true })
      begin({ startAt })
    },
    endPreview: () =>
      set(({ scenario }) => ({
        isPreviewing: false,
        callHighlight: null,
        scenario: { ...scenario, actions: [], startAt: null },
      })),
    openScenario: (scenario) => {
      set({ isPreviewing: true })
      begin(scenario)
    },
    act: (action) =>
      set(({ scenario }) => ({
        ...RESET_VIEW,
        scenario: { ...scenario, actions: [...scenario.actions, action] },
      })),
    stepBack: () => get().goBackTo(get().scenario.actions.length - 1),
    goBackTo: (acts) =>
      set(({ scenario, recordedReplies }) => {
        const actions = scenario.actions.slice(0, Math.max(0, acts))
        return {
          ...RESET_VIEW,
          scenario: { ...scenario, actions },
          recordedReplies: recordedReplies.filter(({ after }) => after <= actions.length),
        }
      }),
    restartCall: () => begin({}),
    chooseCaller: (caller) => begin({ caller }),
    setOwnCallers: (ownCallers) => {
      if (kept) writeOwnCallers(kept, ownCallers)
      set({ ownCallers })
    },
    setClock: (clock) => begin({ clock }),
    setSwitchState: (id, state) => {
      const { [id]: _, ...others } = get().scenario.switchStates
      begin({ switchStates: state === null ? others : { ...others, [id]: state } })
    },
    setPreview: (preview, problem = null) => {
      const { shownLines, seenLines, breakpoints } = get()
      set({ preview, previewProblem: problem })
      if (!preview || shownLines !== null) return
      const pause = pauseAt(preview.events, seenLines, breakpoints)
      set({ shownLines: pause, seenLines: pause ?? preview.events.length })
    },
    showLines: (shownLines) =>
      set(({ preview }) => ({ shownLines, shownRequest: null, seenLines: shownLines ?? preview?.events.length ?? 0 })),
    continueCall: () => {
      const { preview, seenLines, breakpoints, showLines } = get()
      if (preview) showLines(pauseAt(preview.events, seenLines, breakpoints))
    },
    toggleBreakpoint: (nodeId) =>
      set(({ breakpoints }) => ({
        breakpoints: breakpoints.includes(nodeId)
          ? breakpoints.filter((id) => id !== nodeId)
          : [...breakpoints, nodeId],
      })),
    showRequest: (shownRequest) => set({ shownRequest }),
    replay: () => set((state) => ({ replays: state.replays + 1 })),
    setRecordedReplies: (recordedReplies) => set({ recordedReplies }),
    sendLookUp: (nodeId) => set((state) => ({ ...RESET_VIEW, confirmed: nodeId, replays: state.replays + 1 })),
    takeConfirmed: () => {
      const { confirmed } = get()
      if (confirmed !== null) set({ confirmed: null })
      return confirmed
    },
    answerLookUp: (place, reply) => {
      const { scenario, recordedReplies } = get()
      playAgain({ ownReplies: withOwnReply(scenario.ownReplies, place, reply) }, before(recordedReplies, place))
    },
    sendAgain: (place) => playAgain({}, before(get().recordedReplies, place)),
    setInitialValue: (nodeId, value) => {
      const { [nodeId]: _, ...others } = get().scenario.initialValues
      playAgain({ initialValues: value === undefined ? others : { ...others, [nodeId]: value } })
    },
    forgetFlow: () => {
      set({ preview: null, previewProblem: null, breakpoints: [] })
      begin({ startAt: null, ownReplies: {}, initialValues: {} })
    },
  }
}
