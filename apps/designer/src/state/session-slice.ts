/** What is neither saved nor undone: selection, open panels, what the pointer is doing. */
import type { KazooProfile, PortRef } from '@callflow-studio/model'
import type { Preview, PreviewRequest } from '@callflow-studio/model/api'
import type { StateCreator } from 'zustand/vanilla'

export type DrawerTab = 'problems' | 'paths' | 'requests' | 'variables'

/** What a flow leaves the studio as. */
export const EXPORT_KINDS = ['callflow', 'document', 'svg', 'png'] as const
export type ExportKind = (typeof EXPORT_KINDS)[number]

/** What lies over all pages of a flow: publishing it, or what to tell KAZOO of it. */
type FlowDialog = 'publish' | 'address'

/** How the canvas shows a node or an edge while a call is previewed or inspected. */
export interface HighlightedPath {
  /** Node id → number of the step in the call; solid green. */
  steps: Readonly<Record<string, number>>
  /** Edge ids the call came along; solid green. */
  edges: readonly string[]
  /** Sent, KAZOO decides: dashed green. */
  sentNodes: readonly string[]
  sentEdges: readonly string[]
  /** Where the call is now: ring and pulse. */
  now: string | null
}

/** A previewed call that is to become a test: what was asked, and what came of it. */
export interface SavedPreview {
  request: PreviewRequest
  preview: Preview
}

export interface SessionSlice {
  /** The KAZOO of flows that name none; `any` until the server has said. */
  defaultProfile: KazooProfile
  /** Ids of the selected steps; the first one is shown in the inspector. */
  selection: readonly string[]
  selectedEdge: string | null
  /** A field to focus in the inspector ("jump to the problem"), path relative to `data`; cleared once focused. */
  focusField: string | null
  /** A value of the call is half typed, or being picked: until it is whole, nobody needs to hear that it is not. */
  isTypingValue: boolean
  drawer: { isOpen: boolean; tab: DrawerTab; height: number }
  /** The palette panel over the rail. */
  isPaletteOpen: boolean
  /** The settings of the flow are asked for, where the inspector is only there for what is selected. */
  areSettingsOpen: boolean
  /** The path of a previewed or logged call; null: nothing is highlighted. */
  callHighlight: HighlightedPath | null
  /** A path that is selected in the list of paths; shown instead of a call's. */
  pathHighlight: HighlightedPath | null
  /** The canvas moves its camera to this node, then clears it. */
  revealNode: string | null
  /** The canvas opens the list of steps at this exit, then clears it. */
  wantsStepAt: PortRef | null
  /** Steps that were copied last, as text: a browser may refuse to read its clipboard. Empty: none. */
  copiedSteps: string
  /** The open flow is being exported. */
  exporting: ExportKind | null
  dialog: FlowDialog | null
  /** Null while none is being saved. */
  savedPreview: SavedPreview | null
  select: (nodeIds: readonly string[]) => void
  selectEdge: (edgeId: string | null) => void
  /** Selects nothing, and shows the settings of the flow. */
  showSettings: () => void
  /** Selects a step, brings it into view and puts the cursor into one of its fields. */
  goTo: (nodeId: string, field?: string | null) => void
  clearFocusField: () => void
  setTypingValue: (isTypingValue: boolean) => void
  clearReveal: () => void
  askForStep: (at: PortRef | null) => void
  setCopiedSteps: (text: string) => void
  setDrawer: (change: Partial<SessionSlice['drawer']>) => void
  setPaletteOpen: (isOpen: boolean) => void
  setExporting: (kind: ExportKind | null) => void
  setDialog: (dialog: FlowDialog | null) => void
  setSavedPreview: (saved: SavedPreview | null) => void
  setCallHighlight: (callHighlight: HighlightedPath | null) => void
  setPathHighlight: (pathHighlight: HighlightedPath | null) => void
  setDefaultProfile: (profile: KazooProfile) => void
}

export const createSessionSlice: StateCreator<SessionSlice> = (set) => ({
  defaultProfile: 'any',
  selection: [],
  selectedEdge: null,
  focusField: null,
  isTypingValue: false,
  drawer: { isOpen: false, tab: 'problems', height: 258 },
  isPaletteOpen: false,
  areSettingsOpen: false,
  callHighlight: null,
  pathHighlight: null,
  revealNode: null,
  wantsStepAt: null,
  copiedSteps: '',
  exporting: null,
  dialog: null,
  savedPreview: null,
  select: (selection) => set({ selection, selectedEdge: null, areSettingsOpen: false }),
  showSettings: () => set({ selection: [], selectedEdge: null, areSettingsOpen: true }),
  selectEdge: (selectedEdge) => set(selectedEdge === null ? { selectedEdge } : { selectedEdge, selection: [] }),
  goTo: (nodeId, field = null) =>
    set({
      selection: [nodeId],
      selectedEdge: null,
      areSettingsOpen: false,
      focusField: field,
      revealNode: nodeId,
    }),
  clearFocusField: () => set({ focusField: null }),
  setTypingValue: (isTypingValue) => set({ isTypingValue }),
  clearReveal: () => set({ revealNode: null }),
  askForStep: (wantsStepAt) => set({ wantsStepAt }),
  setCopiedSteps: (copiedSteps) => set({ copiedSteps }),
  setDrawer: (change) => set((state) => ({ drawer: { ...state.drawer, ...change } })),
  setPaletteOpen: (isPaletteOpen) => set({ isPaletteOpen }),
  setExporting: (exporting) => set({ exporting }),
  setDialog: (dialog) => set({ dialog }),
  setSavedPreview: (savedPreview) => set({ savedPreview }),
  setCallHighlight: (callHighlight) => set({ callHighlight }),
  setPathHighlight: (pathHighlight) => set({ pathHighlight }),
  setDefaultProfile: (defaultProfile) => set({ defaultProfile }),
})

/** Returns what the canvas highlights. */
export const highlightOf = ({
  callHighlight,
  pathHighlight,
}: Pick<SessionSlice, 'callHighlight' | 'pathHighlight'>): HighlightedPath | null => pathHighlight ?? callHighlight
