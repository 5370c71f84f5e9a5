import { useTranslation } from 'react-i18next'
import classes from './CallList.module.css'

interface SearchStateProps {
  isSearching: boolean
  /** Requests that are not part of what is listed yet. */
  pending: number
}

/** Whether the log is being searched, and what of it is not searched yet. */
export function SearchState({ isSearching, pending }: SearchStateProps) {
  const { t, i18n } = useTranslation('calls')
  if (!isSearching && pending === 0) return null
  return (
    <p className={classes.searched} role="status">
      {isSearching ? t('searching') : t('pending', { count: pending, number: pending.toLocaleString(i18n.language) })}
    </p>
  )
}
