import type { Table } from '@callflow-studio/model/api'
import { ArrowDown, ArrowUp, KeyRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import classes from './RowGrid.module.css'
import type { RowView } from './row-view.ts'

interface GridHeadProps {
  table: Table
  view: RowView
  /** Where the grid's place is in this line; null: not here. */
  active: number | null
  cellId: (column: number) => string
  onSort: (column: number) => void
}

/** Names of the columns; a press sorts by one. */
export function GridHead({ table, view, active, cellId, onSort }: GridHeadProps) {
  const { t } = useTranslation('tables')
  return (
    <thead className={classes.head}>
      <tr aria-rowindex={1}>
        <th scope="col" aria-colindex={1} className={classes.number}>
          <span className="visually-hidden">{t('rows')}</span>
        </th>
        {table.columns.map(({ id, name, type }, index) => (
          <th
            scope="col"
            key={id}
            id={cellId(index)}
            aria-colindex={index + 2}
            aria-sort={view.sort !== name ? 'none' : view.descending ? 'descending' : 'ascending'}
            data-active={active === index || undefined}
            data-type={type}
            className={classes.name}
            onClick={() => onSort(index)}
          >
            {name === table.keyColumn && <KeyRound size={13} aria-label={t('keyMark')} />}
            <strong>{name}</strong>
            <small>{t(`types.${type}`)}</small>
            {view.sort === name &&
              (view.descending ? <ArrowDown size={14} aria-hidden /> : <ArrowUp size={14} aria-hidden />)}
          </th>
        ))}
      </tr>
    </thead>
  )
}
