/** Everything that can be done on the canvas, in the order of menus and of the sheet of keys. */
import type { Action } from '../tools/action.ts'
import { addActions } from './add-actions.ts'
import { flowActions } from './flow-actions.ts'
import { moveActions } from './move-actions.ts'
import { stepActions } from './step-actions.ts'
import { viewActions } from './view-actions.ts'
import { walkActions } from './walk-actions.ts'

export const actions: readonly Action[] = [
  ...addActions,
  ...stepActions,
  ...moveActions,
  ...walkActions,
  ...viewActions,
  ...flowActions,
]

/** @throws if there is no such action: a menu that names it is wrong. */
export function actionNamed(id: string): Action {
  const action = actions.find((each) => each.id === id)
  if (!action) throw new Error(`There is no action “${id}”.`)
  return action
}
