import { actions } from '../actions/actions.ts'
import { ACTION_GROUPS, type Action, type ActionGroup, type ActionTools } from '../tools/action.ts'
import type { OpenMenu } from './use-context-menu.ts'

const GROUPS: Record<OpenMenu['on'], readonly ActionGroup[]> = {
  step: ['add', 'steps', 'connections'],
  edge: ['add', 'connections'],
  ground: ['add', 'steps', 'connections', 'view', 'flow'],
}

/** They stand beside the canvas, or mean another place than the one that was pressed. */
const LEFT_OUT: Record<OpenMenu['on'], readonly string[]> = {
  step: ['palette', 'select-all'],
  edge: ['palette', 'add', 'replace', 'connect'],
  ground: ['palette', 'add', 'zoom-in', 'zoom-out', 'next-problem', 'previous-problem', 'preview', 'publish'],
}

/** @returns what can be done there, by groups; none is empty */
export function menuActions(on: OpenMenu['on'], tools: ActionTools): readonly (readonly Action[])[] {
  const offered = actions.filter(
    (action) =>
      action.isKeyOnly !== true &&
      GROUPS[on].includes(action.group) &&
      !LEFT_OUT[on].includes(action.id) &&
      action.isEnabled(tools),
  )
  return ACTION_GROUPS.map((group) => offered.filter((action) => action.group === group)).filter(
    (group) => group.length > 0,
  )
}
