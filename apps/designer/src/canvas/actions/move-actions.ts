import { moveNodes, placeNodes } from '@callflow-studio/model'
import {
  AlignCenterVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  type LucideIcon,
  Move,
} from 'lucide-react'
import { boxesOf } from '../boxes-of.ts'
import type { Action } from '../tools/action.ts'
import { canEdit, selectedIds, selectedSteps, studio } from '../tools/selection.ts'
import { type Arrangement, arrange } from './arrange.ts'
import type { Direction } from './nearest-step.ts'

const STEP = 20
const FINE = 1
const ARROWS: Record<Direction, { x: number; y: number }> = {
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
}

const move = (direction: Direction, by: number, keys: string): Action => ({
  id: `move-${direction}${by === FINE ? '-finely' : ''}`,
  group: 'steps',
  label: by === FINE ? 'actions.moveFinely' : 'actions.move',
  icon: Move,
  shortcut: [`${keys}+arrow${direction}`],
  keysWork: 'on canvas',
  isKeyOnly: true,
  isEnabled: () => canEdit() && selectedSteps().length > 0,
  run: () => {
    const { x, y } = ARROWS[direction]
    const ids = selectedIds()
    // Any number of presses in a row, until something else is edited, is one undo step.
    studio().apply(moveNodes(ids, x * by, y * by), `move by key ${ids.join(' ')}`)
  },
})

const DIRECTIONS: readonly Direction[] = ['up', 'down', 'left', 'right']

const arrangement = (how: Arrangement, icon: LucideIcon, least: number): Action => ({
  id: how,
  group: 'steps',
  label: `actions.${how}`,
  icon,
  shortcut: [],
  keysWork: 'on canvas',
  isEnabled: () => canEdit() && selectedSteps().length >= least,
  run: () => {
    const ids = new Set(selectedIds())
    const boxes = boxesOf(studio().document).filter(({ id }) => ids.has(id))
    studio().apply(placeNodes(arrange(boxes, how)))
  },
})

export const moveActions: readonly Action[] = [
  ...DIRECTIONS.map((direction) => move(direction, STEP, 'mod+shift')),
  ...DIRECTIONS.map((direction) => move(direction, FINE, 'mod+alt+shift')),
  arrangement('alignLeft', AlignStartVertical, 2),
  arrangement('alignCenter', AlignCenterVertical, 2),
  arrangement('alignTop', AlignStartHorizontal, 2),
  arrangement('distributeAcross', AlignHorizontalDistributeCenter, 3),
  arrangement('distributeDown', AlignVerticalDistributeCenter, 3),
]
