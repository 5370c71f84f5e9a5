import { copyNodes, deleteNodes, disconnect, type FlowDocument, pasteNodes } from '@callflow-studio/model'
import {
  CirclePause,
  CirclePlay,
  Clipboard,
  Copy,
  CopyPlus,
  Link2,
  PencilLine,
  Scissors,
  SquareMousePointer,
  SquarePen,
  Trash2,
  Unlink,
} from 'lucide-react'
import { linkToStep } from '../../state/step-link.ts'
import { writeClipboard } from '../../ui/write-clipboard.ts'
import { boxesOf } from '../boxes-of.ts'
import { motion } from '../motion.ts'
import type { Action, ActionTools } from '../tools/action.ts'
import { canvasText } from '../tools/canvas-text.ts'
import { focusStep } from '../tools/focus.ts'
import { pointerOn } from '../tools/pointer-place.ts'
import {
  canEdit,
  currentStep,
  hasFreeStep,
  isFixed,
  selectedEdgeId,
  selectedIds,
  selectedSteps,
  studio,
} from '../tools/selection.ts'
import { revealArea } from '../view-frame.ts'
import { copySelection, readClipboard } from './clipboard.ts'
import { type ClipboardFragment, fragmentOf } from './clipboard-text.ts'
import { stepBefore } from './follow-flow.ts'
import { around, freeOffset, offsetTo, pasteOffset } from './paste-place.ts'

export const stepActions: readonly Action[] = [
  {
    id: 'open',
    group: 'steps',
    label: 'actions.open',
    icon: SquarePen,
    shortcut: ['enter'],
    keysWork: 'on canvas',
    isEnabled: () => currentStep() !== null,
    run: () => {
      const id = currentStep()
      if (id !== null) studio().goTo(id, FIRST_FIELD)
    },
  },
  {
    id: 'rename',
    group: 'steps',
    label: 'actions.rename',
    icon: PencilLine,
    shortcut: ['f2'],
    keysWork: 'on canvas',
    isEnabled: () => canEdit() && currentStep() !== null,
    run: ({ store }) => store.getState().set({ renaming: currentStep() }),
  },
  {
    id: 'cut',
    group: 'steps',
    label: 'actions.cut',
    icon: Scissors,
    shortcut: ['mod+x'],
    keysWork: 'on canvas',
    hasOwnListener: true,
    isEnabled: hasFreeStep,
    run: (tools) => {
      writeClipboard(copySelection())
      remove(tools, true)
    },
  },
  {
    id: 'copy',
    group: 'steps',
    label: 'actions.copy',
    icon: Copy,
    shortcut: ['mod+c'],
    keysWork: 'on canvas',
    hasOwnListener: true,
    isEnabled: () => selectedSteps().some((node) => !isFixed(node)),
    run: ({ store }) => {
      writeClipboard(copySelection())
      store.getState().set({ announcement: canvasText('actions.copied', { count: selectedIds().length }) })
    },
  },
  {
    id: 'breakpoint',
    group: 'steps',
    label: 'actions.breakpoint',
    icon: CirclePause,
    shortcut: ['f9'],
    keysWork: 'on canvas',
    isEnabled: () => currentStep() !== null && !isBreakpoint(),
    run: toggleBreakpoint,
  },
  {
    id: 'no-breakpoint',
    group: 'steps',
    label: 'actions.noBreakpoint',
    icon: CirclePlay,
    shortcut: ['f9'],
    keysWork: 'on canvas',
    isEnabled: isBreakpoint,
    run: toggleBreakpoint,
  },
  {
    id: 'copy-link',
    group: 'steps',
    label: 'actions.copyLink',
    icon: Link2,
    shortcut: [],
    keysWork: 'on canvas',
    isEnabled: () => currentStep() !== null && studio().flowId !== null,
    run: ({ store }) => {
      const id = currentStep()
      const { flowId } = studio()
      if (id === null || flowId === null) return
      writeClipboard(linkToStep(flowId, id))
      store.getState().set({ announcement: canvasText('actions.linkCopied') })
    },
  },
  {
    id: 'paste',
    group: 'steps',
    label: 'actions.paste',
    icon: Clipboard,
    shortcut: ['mod+v'],
    keysWork: 'on canvas',
    hasOwnListener: true,
    isEnabled: canEdit,
    run: (tools) => void readClipboard().then((fragment) => paste(tools, fragment)),
  },
  {
    id: 'duplicate',
    group: 'steps',
    label: 'actions.duplicate',
    icon: CopyPlus,
    shortcut: ['mod+d'],
    keysWork: 'on canvas',
    isEnabled: hasFreeStep,
    run: (tools) => paste(tools, fragmentOf(studio().document, selectedIds())),
  },
  {
    id: 'delete',
    group: 'steps',
    label: 'actions.delete',
    icon: Trash2,
    shortcut: ['delete', 'backspace'],
    keysWork: 'on canvas',
    isEnabled: hasFreeStep,
    run: (tools) => remove(tools, true),
  },
  {
    id: 'delete-apart',
    group: 'steps',
    label: 'actions.deleteApart',
    icon: Trash2,
    shortcut: ['shift+delete', 'shift+backspace'],
    keysWork: 'on canvas',
    isEnabled: hasFreeStep,
    run: (tools) => remove(tools, false),
  },
  {
    id: 'disconnect',
    group: 'connections',
    label: 'actions.disconnect',
    icon: Unlink,
    shortcut: ['delete', 'backspace'],
    keysWork: 'on canvas',
    isEnabled: () => canEdit() && selectedEdgeId() !== null,
    run: ({ root, store }) => {
      const { document, apply, goTo } = studio()
      const edge = document.edges.find(({ id }) => id === selectedEdgeId())
      if (!edge) return
      apply(disconnect(edge.id))
      goTo(edge.source)
      focusStep(root, edge.source)
      store.getState().set({
        selectedPort: { nodeId: edge.source, port: edge.sourceHandle },
        announcement: canvasText('actions.disconnected'),
      })
    },
  },
  {
    id: 'select-all',
    group: 'steps',
    label: 'actions.selectAll',
    icon: SquareMousePointer,
    shortcut: ['mod+a'],
    keysWork: 'on canvas',
    isEnabled: () => studio().document.nodes.length > 0,
    run: () => studio().select(studio().document.nodes.map(({ id }) => id)),
  },
]

/** The inspector's word for whichever field comes first. */
const FIRST_FIELD = ''

function remove({ root, store }: ActionTools, heal: boolean): void {
  const { document, apply, goTo } = studio()
  const ids = selectedSteps()
    .filter((node) => !isFixed(node))
    .map(({ id }) => id)
  if (ids.length === 0) return
  const before = stepBefore(document, ids)
  apply(deleteNodes(ids, { heal }))
  if (before !== null) goTo(before)
  focusStep(root, before)
  store.getState().set({ announcement: canvasText('actions.deleted', { count: ids.length }) })
}

/** Adds the steps and chooses them; one undo step. */
export function paste(tools: ActionTools, fragment: ClipboardFragment | null): void {
  const { flow, root, store } = tools
  const { document, apply, select } = studio()
  if (!canEdit()) return
  if (!fragment || fragment.nodes.length === 0) {
    store.getState().set({ pasteRefusal: fragment?.refusal ?? canvasText('actions.nothingToPaste') })
    return
  }
  store.getState().set({ pasteRefusal: null })
  const { width, height } = root.getBoundingClientRect()
  const { x, y, zoom } = flow.getViewport()
  const view = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
  const pasted = boxesOf(asFlow(document, fragment))
  const there = boxesOf(document)
  const target = pointerOn(tools) ?? { x: view.x + view.width / 2, y: view.y + view.height / 4 }
  const offset = fragment.isForeign
    ? freeOffset(pasted, there, offsetTo(target, pasted))
    : pasteOffset(pasted, there, view)
  const copies = copyNodes(document, fragment.nodes, fragment.edges, offset).nodes.map(({ id }) => id)
  apply(pasteNodes(fragment.nodes, fragment.edges, offset))
  select(copies)
  focusStep(root, copies[0] ?? null)
  const area = around(pasted)
  const shown = revealArea({ ...area, x: area.x + offset.x, y: area.y + offset.y }, { x, y, zoom }, { width, height })
  void flow.setViewport(shown, { duration: motion('layout') })
  store.getState().set({ announcement: canvasText('actions.pasted', { count: copies.length }) })
}

const asFlow = (document: FlowDocument, fragment: ClipboardFragment): FlowDocument => ({ ...document, ...fragment })

function isBreakpoint(): boolean {
  const id = currentStep()
  return id !== null && studio().breakpoints.includes(id)
}

function toggleBreakpoint(): void {
  const id = currentStep()
  if (id !== null) studio().toggleBreakpoint(id)
}
