import { LocateFixed, Maximize, Move, Scan, ZoomIn, ZoomOut } from 'lucide-react'
import { motion } from '../motion.ts'
import type { Action } from '../tools/action.ts'
import { selectedIds } from '../tools/selection.ts'
import type { Direction } from './nearest-step.ts'

const PAN = 80
const FIT = { padding: 0.08, maxZoom: 1 }
const pace = () => ({ duration: motion('layout') })
const ALWAYS = { group: 'view', keysWork: 'on canvas', isEnabled: () => true } as const

const pan = (direction: Direction, x: number, y: number): Action => ({
  ...ALWAYS,
  id: `pan-${direction}`,
  label: 'actions.pan',
  icon: Move,
  shortcut: [`mod+arrow${direction}`],
  isKeyOnly: true,
  run: ({ flow }) => {
    const view = flow.getViewport()
    void flow.setViewport({ ...view, x: view.x + x * PAN, y: view.y + y * PAN })
  },
})

export const viewActions: readonly Action[] = [
  {
    ...ALWAYS,
    id: 'zoom-in',
    label: 'actions.zoomIn',
    icon: ZoomIn,
    shortcut: ['+', '='],
    run: ({ flow }) => void flow.zoomIn(pace()),
  },
  {
    ...ALWAYS,
    id: 'zoom-out',
    label: 'actions.zoomOut',
    icon: ZoomOut,
    shortcut: ['-'],
    run: ({ flow }) => void flow.zoomOut(pace()),
  },
  {
    ...ALWAYS,
    id: 'zoom-100',
    label: 'actions.zoom100',
    icon: Scan,
    shortcut: ['0'],
    run: ({ flow }) => void flow.zoomTo(1, pace()),
  },
  {
    ...ALWAYS,
    id: 'fit',
    label: 'actions.fit',
    icon: Maximize,
    shortcut: ['1'],
    run: ({ flow }) => void flow.fitView({ ...FIT, ...pace() }),
  },
  {
    ...ALWAYS,
    id: 'fit-chosen',
    label: 'actions.fitSelection',
    icon: LocateFixed,
    shortcut: ['2'],
    isEnabled: () => selectedIds().length > 0,
    run: ({ flow }) => void flow.fitView({ ...FIT, ...pace(), nodes: selectedIds().map((id) => ({ id })) }),
  },
  pan('up', 0, 1),
  pan('down', 0, -1),
  pan('left', 1, 0),
  pan('right', -1, 0),
]
