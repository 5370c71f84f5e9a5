import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RowView } from './row-view.ts'
import classes from './TablePage.module.css'

interface TableFootProps {
  total: number
  view: RowView
  /** How many cells the studio has refused. */
  refused: number
  onShow: () => void
  onClear: () => void
}

/** Below the grid: how many rows, what is not saved, and the keys. */
export function TableFoot({ total, view, refused, onShow, onClear }: TableFootProps) {
  const { t, i18n } = useTranslation('tables')
  const isFound = view.text !== ''
  return (
    <footer className={classes.foot}>
      <span role="status">
        {isFound && total === 0
          ? t('nothingFound', { text: view.text })
          : !isFound && total === 0
            ? t('noRows')
            : t(isFound ? 'foundCount' : 'rowCount', { count: total, shown: total.toLocaleString(i18n.language) })}
      </span>
      {isFound && (
        <Button size="xs" onClick={onClear}>
          {t('clear')}
        </Button>
      )}
      {refused > 0 && (
        <span className={classes.unsaved} role="alert">
          {t('unsaved', { count: refused })}
          <Button size="xs" onClick={onShow}>
            {t('showUnsaved')}
          </Button>
        </span>
      )}
      <small>{t('keysHint')}</small>
    </footer>
  )
}
