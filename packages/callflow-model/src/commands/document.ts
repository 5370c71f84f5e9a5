/** Edits of the flow as a whole. */
import type { FlowDocument, FlowSettings, FlowVariable } from '../document/flow-document.ts'
import type { Command } from './command.ts'

/** Changes settings of the flow; undefined removes one that may be left out. */
export const setSettings =
  (change: Partial<FlowSettings>): Command =>
  (document) => {
    const settings = Object.fromEntries(
      Object.entries({ ...document.settings, ...change }).filter(([, value]) => value !== undefined),
    ) as FlowSettings
    return JSON.stringify(settings) === JSON.stringify(document.settings) ? document : { ...document, settings }
  }

export const setFlowVariables =
  (variables: readonly FlowVariable[]): Command =>
  (document) =>
    variables === document.variables ? document : { ...document, variables: [...variables] }

/** Takes another document whole (an older version, theirs after a conflict); undone like any edit. */
export const replaceDocument =
  (other: FlowDocument): Command =>
  () =>
    other
