/**
 * The preview: its scenario, how it went, and what of it is shown. The server replays the call from the start each time, so
 * a step back is one action less, and an edit of the drawing shows at once. Neither saved nor undone.
 */
import type { SwitchState } from '@callflow-studio/model'
import type { Cell, ListedAction, LookUpMock, Preview } from '@callflow-studio/model/api'
import type { StateCreator } from 'zustand/vanilla'
import { timeOfAct } from './act-times.ts'
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
  /** The selected line of the transcript: variables and requests are those of it; null: of the last one shown. */
  selectedLine: number | null
  /** Lines come as fast as in a real call; else they are shown at once. */
  isRealTime: boolean
  /** In real time: the next line comes when its time has come. */
  isPlaying: boolean
  /** In real time: how much of the call has been played, in milliseconds. */
  playedMs: number
  /** Ids of the steps at which a call pauses. */
  breakpoints: readonly string[]
  /** The request that the drawer shows; null: that of the last line shown. */
  shownRequest: number | null
  /** What real look-ups of this call answered. */
  recordedReplies: readonly RecordedReply[]
  /** The step whose look-up may be sent with the next playing, once. */
  confirmed: string | null
  /** The address held a call that could not be read: a new one was begun in its place. */
  isLinkBroken: boolean
  /** Counts up to have the very same call played once more. */
  replays: number
  /** Begins a new call. @param startAt a step, in place of the start */
  startPreview: (startAt?: string | null) => void
  endPreview: () => void
  /** Begins a new call in place of one that cannot be read. */
  openBrokenLink: () => void
  /** Begins the call of a link or a list, and plays what the caller does in it. */
  openScenario: (scenario: PreviewScenario) => void
  /** @param acts how much the caller has done before; what they did after that is taken back. Left out: all of it */
  act: (action: ListedAction, acts?: number) => void
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
  /** Selects a line of the transcript, or clears the selection if it is this one. */
  selectLine: (index: number) => void
  setRealTime: (isRealTime: boolean) => void
  setPlaying: (isPlaying: boolean) => void
  /** In real time: the next line has come. */
  playNextLine: () => void
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

const RESET_VIEW = { shownLines: null, selectedLine: null, shownRequest: null, confirmed: null } as const

const before = (recorded: readonly RecordedReply[], place: LookUpPlace) =>
  recorded.filter(({ order }) => order < place.order)

/** What a call of the log brought with it is nothing for another call. */
const drawnAgain = ({ scenario }: Pick<PreviewSlice, 'scenario'>): Partial<PreviewScenario> =>
  scenario.replay === null ? {} : NEW_SCENARIO

export const createPreviewSlice: StateCreator<PreviewSlice & SessionSlice, [], [], PreviewSlice> = (set, get) => {
  const kept = storage()
  /** A new call. */
  const begin = (change: Partial<PreviewScenario>): void =>
    set(({ scenario, replays }) => ({
      ...RESET_VIEW,
      seenLines: 0,
      playedMs: 0,
      isLinkBroken: false,
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
    isLinkBroken: false,
    seenLines: 0,
    isRealTime: false,
    isPlaying: false,
    playedMs: 0,
    breakpoints: [],
    startPreview: (startAt = null) => {
      set({ isPreviewing: true })
      begin({ ...drawnAgain(get()), startAt })
    },
    endPreview: () =>
      set(({ scenario }) => ({
        isPreviewing: false,
        callHighlight: null,
        scenario: { ...scenario, ...drawnAgain({ scenario }), actions: [], startAt: null },
      })),
    openBrokenLink: () => {
      get().startPreview()
      set({ isLinkBroken: true })
    },
    openScenario: (scenario) => {
      set({ isPreviewing: true })
      begin(scenario)
    },
    act: (action, acts = get().scenario.actions.length) =>
      set(({ scenario, recordedReplies, preview, shownLines, isRealTime }) => ({
        ...RESET_VIEW,
        // In real time nothing may flash up that has not come yet.
        ...(isRealTime ? { shownLines, isPlaying: false, playedMs: timeOfAct(preview, acts, action) } : {}),
        scenario: { ...scenario, actions: [...scenario.actions.slice(0, acts), action] },
        recordedReplies: recordedReplies.filter(({ after }) => after <= acts),
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
    chooseCaller: (caller) => begin({ ...drawnAgain(get()), caller }),
    setOwnCallers: (ownCallers) => {
      if (kept) writeOwnCallers(kept, ownCallers)
      set({ ownCallers })
    },
    setClock: (clock) => begin({ ...drawnAgain(get()), clock }),
    setSwitchState: (id, state) => {
      const { [id]: _, ...others } = get().scenario.switchStates
      begin({ switchStates: state === null ? others : { ...others, [id]: state } })
    },
    setPreview: (preview, problem = null) => {
      const { shownLines, seenLines, breakpoints, isRealTime } = get()
      set({ preview, previewProblem: problem })
      if (preview && isRealTime) {
        const isThrough = seenLines >= preview.events.length
        set({ shownLines: isThrough ? null : Math.max(1, seenLines), isPlaying: !isThrough })
      }
      if (!preview || shownLines !== null || isRealTime) return
      const pause = pauseAt(preview.events, seenLines, breakpoints)
      set({ shownLines: pause, seenLines: pause ?? preview.events.length })
    },
    showLines: (shownLines) =>
      set(({ preview }) => ({
        shownLines,
        selectedLine: null,
        shownRequest: null,
        isPlaying: false,
        seenLines: shownLines ?? preview?.events.length ?? 0,
      })),
    selectLine: (index) =>
      set(({ selectedLine }) => ({ selectedLine: selectedLine === index ? null : index, shownRequest: null })),
    setRealTime: (isRealTime) =>
      set(({ preview, shownLines }) => ({
        isRealTime,
        isPlaying: isRealTime,
        playedMs: 0,
        ...(isRealTime
          ? { shownLines: shownLines ?? 1, seenLines: shownLines ?? 1 }
          : { shownLines: null, seenLines: preview?.events.length ?? 0 }),
      })),
    setPlaying: (isPlaying) => set({ isPlaying }),
    playNextLine: () =>
      set(({ preview, shownLines, breakpoints }) => {
        const events = preview?.events ?? []
        const next = (shownLines ?? 0) + 1
        const event = events[next - 1]
        if (!event) return { shownLines: null, seenLines: events.length, isPlaying: false }
        const pauses = pauseAt(events, next - 1, breakpoints) === next
        return { shownLines: next, seenLines: next, playedMs: event.atMs, isPlaying: !pauses }
      }),
    continueCall: () => {
      const { preview, seenLines, breakpoints, showLines, isRealTime } = get()
      if (isRealTime) set({ isPlaying: true })
      else if (preview) showLines(pauseAt(preview.events, seenLines, breakpoints))
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
      begin({ ...drawnAgain(get()), startAt: null, ownReplies: {}, initialValues: {} })
    },
  }
}
