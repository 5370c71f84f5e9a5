import { Menu } from '@mantine/core'
import { useStore } from '@xyflow/react'
import { Fragment, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { studioStore } from '../../state/studio-store.ts'
import { ACTION_GROUPS, type Action } from '../actions/action.ts'
import { actions } from '../actions/actions.ts'
import { Keys } from '../actions/Keys.tsx'
import { useActionTools } from '../actions/use-action-tools.ts'
import classes from './Pointer.module.css'

interface Opened {
  /** From the canvas's corner. */
  x: number
  y: number
  onStep: boolean
}

/** Right click, or a long press on the ground: what can be done here, with its keys. */
export function ContextMenu() {
  const { t } = useTranslation('canvas')
  const tools = useActionTools()
  const [opened, setOpened] = useState<Opened | null>(null)
  useContextMenu(setOpened)
  if (!opened) return null
  const offered = actions.filter(
    (action) => action.isKeyOnly !== true && groupsFor(opened).includes(action.group) && action.isEnabled(tools),
  )
  const run = (action: Action) => {
    setOpened(null)
    action.run(tools)
  }
  return (
    <Menu opened onClose={() => setOpened(null)} position="right-start" width={260} shadow="md" withinPortal>
      <Menu.Target>
        <span className={classes.menu} style={{ left: opened.x, top: opened.y }} />
      </Menu.Target>
      <Menu.Dropdown mah={440} style={{ overflowY: 'auto' }}>
        {ACTION_GROUPS.map((group) => {
          const ofGroup = offered.filter((action) => action.group === group)
          if (ofGroup.length === 0) return null
          return (
            <Fragment key={group}>
              {group !== offered[0]?.group && <Menu.Divider />}
              {ofGroup.map((action) => (
                <Menu.Item
                  key={action.id}
                  leftSection={<action.icon size={15} aria-hidden />}
                  rightSection={action.shortcut[0] && <Keys shortcut={action.shortcut[0]} />}
                  onClick={() => run(action)}
                >
                  {t(action.label)}
                </Menu.Item>
              ))}
            </Fragment>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

const groupsFor = ({ onStep }: Opened): readonly Action['group'][] =>
  onStep ? ['add', 'steps', 'ways'] : ['add', 'ways', 'view', 'flow']

function useContextMenu(open: (at: Opened) => void): void {
  const board = useStore((state) => state.domNode)
  useEffect(() => {
    if (!board) return
    const onMenu = (event: MouseEvent) => {
      if (!(event.target instanceof Element)) return
      event.preventDefault()
      const { select, selectEdge, selection } = studioStore.getState()
      const id = event.target.closest<HTMLElement>('.react-flow__node')?.dataset.id
      const edgeId = event.target.closest<SVGElement>('.react-flow__edge')?.dataset.id
      if (id !== undefined && !selection.includes(id)) select([id])
      if (edgeId !== undefined) selectEdge(edgeId)
      const corner = board.getBoundingClientRect()
      open({ x: event.clientX - corner.left, y: event.clientY - corner.top, onStep: id !== undefined })
    }
    board.addEventListener('contextmenu', onMenu)
    return () => board.removeEventListener('contextmenu', onMenu)
  }, [board, open])
}
