import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Keys } from '../../ui/Keys.tsx'
import { useCanvas } from '../canvas-store.ts'
import { ACTION_GROUPS, type Action, type ActionGroup } from '../tools/action.ts'
import { actions } from './actions.ts'
import classes from './KeysSheet.module.css'

interface Row {
  label: Action['label']
  shortcuts: readonly string[]
}

/** Keys that are not of the canvas: they go to the phone, or through the steps. */
const OTHERS: Partial<Record<ActionGroup | 'preview', readonly Row[]>> = {
  walk: [{ label: 'actions.tab', shortcuts: ['tab', 'shift+tab'] }],
  preview: [
    { label: 'actions.phone.press', shortcuts: ['0–9', '*', '#'] },
    { label: 'actions.phone.step', shortcuts: [' '] },
    { label: 'actions.phone.noKey', shortcuts: ['n'] },
    { label: 'actions.phone.hangUp', shortcuts: ['h'] },
    { label: 'actions.phone.back', shortcuts: ['backspace'] },
  ],
}

/** All keys on one sheet, made of the actions. */
export function KeysSheet() {
  const { t } = useTranslation('canvas')
  const close = useCanvas((state) => state.closeLists)
  const isOpen = useCanvas((state) => state.panel === 'keys')
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t('actions.keys')}
      size={1080}
      classNames={{ title: classes.title ?? '' }}
    >
      <p className={classes.hint}>{t('actions.keysHint')}</p>
      <div className={classes.columns}>
        {[...ACTION_GROUPS, 'preview' as const].map((group) => (
          <section key={group} className={classes.group}>
            <h3>{t(`actions.groups.${group}`)}</h3>
            <dl>
              {[...rowsOf(group), ...(OTHERS[group] ?? [])].map(({ label, shortcuts }) => (
                <div key={label} className={classes.row}>
                  <dt>{t(label)}</dt>
                  <dd>
                    {withSharedModifiers(shortcuts).map((keys) => (
                      <Keys key={keys.join()} shortcut={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}

/** Actions of the same words (the four arrows) share a row. */
function rowsOf(group: ActionGroup | 'preview'): Row[] {
  const rows = new Map<Action['label'], string[]>()
  for (const action of actions) {
    const [shortcut] = action.shortcut
    if (action.group !== group || shortcut === undefined) continue
    rows.set(action.label, [...(rows.get(action.label) ?? []), ...shown(action, shortcut)])
  }
  return [...rows].map(([label, shortcuts]) => ({ label, shortcuts }))
}

/** The four arrows with the same modifiers are shown as one. */
function withSharedModifiers(shortcuts: readonly string[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const shortcut of shortcuts) {
    const modifiers = /arrow/.test(shortcut) ? shortcut.replace(/arrow\w+$/, '') : shortcut
    groups.set(modifiers, [...(groups.get(modifiers) ?? []), shortcut])
  }
  return [...groups.values()]
}

const shown = (action: Action, first: string): readonly string[] => (action.id === 'redo' ? action.shortcut : [first])
