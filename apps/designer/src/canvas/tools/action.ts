import type { Edge, Node, ReactFlowInstance } from '@xyflow/react'
import type { ParseKeys } from 'i18next'
import type { LucideIcon } from 'lucide-react'
import type { CanvasStore } from '../canvas-store.ts'

/** What an action may use beyond the studio's store. */
export interface ActionTools {
  store: CanvasStore
  flow: ReactFlowInstance<Node, Edge>
  /** The canvas's outermost element. */
  root: HTMLElement
}

export const ACTION_GROUPS = ['add', 'steps', 'connections', 'walk', 'view', 'flow'] as const
export type ActionGroup = (typeof ACTION_GROUPS)[number]

/** One thing that can be done on the canvas. Keys, menus, the list of all actions and the sheet of keys are made of these. */
export interface Action {
  id: string
  group: ActionGroup
  label: ParseKeys<'canvas'>
  icon: LucideIcon
  /**
   * The keys that run it, the first one is shown; as `mod+shift+z`, where `mod` is Cmd on a Mac and Ctrl elsewhere.
   * Empty: by menu only.
   */
  shortcut: readonly string[]
  /** Where its keys work: while the focus is on the canvas, anywhere but in a text, or anywhere. */
  keysWork: 'on canvas' | 'not in texts' | 'anywhere'
  /** Does not stand in the list of all actions: it means nothing without its key (an arrow). */
  isKeyOnly?: boolean
  /** Another listener takes its keys: for the browser's events copy, cut and paste, or on all pages of the flow. */
  hasOwnListener?: boolean
  isEnabled: (tools: ActionTools) => boolean
  run: (tools: ActionTools) => void
}
