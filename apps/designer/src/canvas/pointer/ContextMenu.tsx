import { Menu } from '@mantine/core'
import { Plus } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Keys } from '../../ui/Keys.tsx'
import { quickAddFree } from '../quick-add/open-quick-add.ts'
import type { ActionTools } from '../tools/action.ts'
import { focusEdge, focusStep } from '../tools/focus.ts'
import { canEdit } from '../tools/selection.ts'
import { useActionTools } from '../tools/use-action-tools.ts'
import { menuActions } from './menu-actions.ts'
import classes from './Pointer.module.css'
import { type OpenMenu, useContextMenu } from './use-context-menu.ts'

/** Right click, or a long press on the ground: what can be done here, with its keys. */
export function ContextMenu() {
  const tools = useActionTools()
  const [opened, close] = useContextMenu()
  if (!opened) return null
  const leave = () => {
    close()
    giveFocus(tools, opened)
  }
  return (
    <Menu opened onClose={leave} position="right-start" width={336} withinPortal returnFocus={false}>
      <Menu.Target>
        <span className={classes.menu} style={{ left: opened.at.x, top: opened.at.y }} />
      </Menu.Target>
      <Items key={`${opened.at.x} ${opened.at.y}`} opened={opened} tools={tools} onLeave={leave} />
    </Menu>
  )
}

function Items({ opened, tools, onLeave }: { opened: OpenMenu; tools: ActionTools; onLeave: () => void }) {
  const { t } = useTranslation('canvas')
  const isOnGround = opened.on === 'ground'
  const then = (run: () => void) => () => {
    onLeave()
    run()
  }
  const addHere = () => quickAddFree(tools.store, tools.flow, tools.flow.screenToFlowPosition(opened.at))
  const groups = menuActions(opened.on, tools)
  return (
    <Menu.Dropdown className={classes.items} aria-label={t('pointer.menu')}>
      {isOnGround && canEdit() && (
        <Menu.Item leftSection={<Plus size={15} aria-hidden />} onClick={then(addHere)}>
          {t('pointer.addHere')}
        </Menu.Item>
      )}
      {groups.map((group, index) => (
        <Fragment key={group[0]?.group}>
          {(index > 0 || isOnGround) && <Menu.Divider />}
          {group.map((action) => (
            <Menu.Item
              key={action.id}
              leftSection={<action.icon size={15} aria-hidden />}
              rightSection={action.shortcut[0] && <Keys shortcut={action.shortcut[0]} />}
              onClick={then(() => action.run(tools))}
            >
              {t(action.label)}
            </Menu.Item>
          ))}
        </Fragment>
      ))}
    </Menu.Dropdown>
  )
}

/** Back to where the menu was asked for, so that keys go on from there. */
function giveFocus({ root }: ActionTools, opened: OpenMenu): void {
  if (opened.on === 'edge') focusEdge(root, opened.id)
  else focusStep(root, opened.on === 'step' ? opened.id : null)
}
