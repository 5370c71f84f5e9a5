import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useDestinations } from '../../state/use-destinations.ts'
import { DESTINATION_ICONS } from '../../ui/destination-icons.ts'
import { Keys } from '../../ui/Keys.tsx'
import { ACTION_GROUPS, type ActionTools } from '../tools/action.ts'
import classes from '../tools/PickList.module.css'
import { PickList } from '../tools/PickList.tsx'
import { studio } from '../tools/selection.ts'
import { actionNamed, actions } from './actions.ts'

/** Everything that can be done now, and where one can go, by its words. */
export function AllActions({ tools }: { tools: ActionTools }) {
  const { t } = useTranslation('canvas')
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const [opener] = useState(() => document.activeElement)
  const [possible] = useState(() =>
    actions.filter((action) => !action.isKeyOnly && action.id !== 'all-actions' && action.isEnabled(tools)),
  )
  const words = query.trim().toLowerCase().split(/\s+/)
  const found = ACTION_GROUPS.flatMap((group) => possible.filter((action) => action.group === group)).filter((action) =>
    words.every((word) => t(action.label).toLowerCase().includes(word)),
  )
  const destinations = useDestinations(query, studio().flowId)
  const close = (isAway: boolean) => {
    tools.store.getState().closeLists()
    if (!isAway && (opener instanceof HTMLElement || opener instanceof SVGElement))
      opener.focus({ preventScroll: true })
  }
  return (
    <PickList
      label={t('actions.all')}
      placeholder={t('actions.allHint')}
      items={[
        ...found.map(({ id, label, icon: Icon, group, shortcut: [shortcut] }) => ({
          id,
          heading: t(`actions.groups.${group}`),
          content: (
            <>
              <Icon size={16} className={classes.icon} aria-hidden />
              <span className={classes.name}>{t(label)}</span>
              {shortcut !== undefined && <Keys shortcut={shortcut} />}
            </>
          ),
        })),
        ...destinations.map(({ kind, to, label }) => {
          const Icon = DESTINATION_ICONS[kind]
          return {
            id: to,
            heading: t('actions.goTo'),
            content: (
              <>
                <Icon size={16} className={classes.icon} aria-hidden />
                <span className={classes.name}>{label}</span>
              </>
            ),
          }
        }),
      ]}
      query={query}
      onQuery={setQuery}
      onPick={(id) => {
        if (id.startsWith('/')) {
          close(true)
          void navigate(id)
          return
        }
        close(false)
        actionNamed(id).run(tools)
      }}
      onClose={close}
      at="middle"
      width={420}
    />
  )
}
