/** What an action acts on. */
import { definitionOf, type FlowDocument, type FlowNode } from '@callflow-studio/model'
import { type StudioState, studioStore } from '../../state/studio-store.ts'
import { focusedStep } from './focus.ts'

export const studio = (): StudioState => studioStore.getState()

/** The selected steps that are there: an undo may have taken some away. */
export function selectedSteps(): FlowNode[] {
  const { document, selection } = studio()
  return document.nodes.filter(({ id }) => selection.includes(id))
}

export const selectedIds = (): string[] => selectedSteps().map(({ id }) => id)

/** The step that keys start from: the one with the focus, else the one selected last. */
export function currentStep(): string | null {
  const { document, selection } = studio()
  const id = focusedStep() ?? selection.at(-1) ?? null
  return document.nodes.some((node) => node.id === id) ? id : null
}

export function selectedEdgeId(): string | null {
  const { document, selectedEdge } = studio()
  return document.edges.some(({ id }) => id === selectedEdge) ? selectedEdge : null
}

const kindOf = ({ type }: FlowNode) => definitionOf(type)?.kind

/** Start and fallback belong to every flow: neither deleted, replaced nor copied. */
export const isFixed = (node: FlowNode): boolean => kindOf(node) === 'start' || kindOf(node) === 'fallback'

/** Nothing is drawn yet. */
export const isEmpty = ({ nodes }: FlowDocument): boolean =>
  nodes.every((node) => isFixed(node) || kindOf(node) === 'note')

export const startOf = ({ nodes }: FlowDocument): string | null =>
  nodes.find((node) => kindOf(node) === 'start')?.id ?? null

export const canEdit = (): boolean => studio().save !== 'read-only'
export const hasFreeStep = (): boolean => canEdit() && selectedSteps().some((node) => !isFixed(node))
