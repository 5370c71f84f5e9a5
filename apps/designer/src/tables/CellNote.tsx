import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Unsaved } from './cell-edits.ts'
import classes from './RowGrid.module.css'

/** Below the cell where one is: why its text is not in the table yet. */
export function CellNote({ id, edit, keyColumn }: { id: string; edit: Unsaved; keyColumn: string }) {
  const { t } = useTranslation('tables')
  if (edit.state === 'saving') return null
  return (
    <div id={id} className={classes.note} data-state={edit.state} role="status">
      {edit.problem === null ? (
        t('keptHint', { key: keyColumn })
      ) : (
        <>
          <CircleAlert size={14} aria-hidden />
          <span>
            {edit.problem} <small>{t('restoreHint')}</small>
          </span>
        </>
      )}
    </div>
  )
}
