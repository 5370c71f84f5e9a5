import type { FlowSummary } from '@callflow-studio/model/api'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type FlowActions, FlowRow } from './FlowRow.tsx'
import classes from './FlowTable.module.css'
import type { Shelf } from './flow-list.ts'

interface FlowTableProps {
  flows: FlowSummary[]
  actions: FlowActions
  isLoading: boolean
  search: string
  shelf: Shelf
  onClear: () => void
}

export function FlowTable({ flows, actions, isLoading, search, shelf, onClear }: FlowTableProps) {
  const { t } = useTranslation('flows')
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-busy={isLoading}>
        <thead>
          <tr>
            <th>{t('name')}</th>
            <th>{t('state')}</th>
            <th>{t('draft')}</th>
            <th data-wide>{t('byHour')}</th>
            <th data-number>{t('calls')}</th>
            <th data-number>{t('errors')}</th>
            <th>{t(shelf === 'trash' ? 'deletedWhen' : 'changed')}</th>
            <th>
              <span className="visually-hidden">{t('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {flows.map((flow) => (
            <FlowRow key={flow.id} flow={flow} actions={actions} />
          ))}
        </tbody>
      </table>
      {isLoading && [1, 2, 3].map((row) => <div key={row} className={classes.grey} />)}
      {!isLoading && flows.length === 0 && (
        <div className={classes.nothing} role="status">
          {search !== '' ? (
            <>
              {t('nothingFound', { text: search })}
              <Button size="xs" onClick={onClear}>
                {t('clear')}
              </Button>
            </>
          ) : shelf === 'trash' ? (
            t('trashEmpty')
          ) : (
            t('nothingHere')
          )}
        </div>
      )}
    </div>
  )
}
