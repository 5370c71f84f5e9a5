import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatWhen } from '../ui/format.ts'
import { LoadError } from '../ui/LoadError.tsx'
import classes from './CallList.module.css'
import type { CallSearchState } from './use-calls.ts'

interface SearchStateProps {
  search: CallSearchState
  error: Error | null
  onRetry: () => void
}

/** How far the log was searched, and how to continue or stop. */
export function SearchState({ search, error, onRetry }: SearchStateProps) {
  const { t, i18n } = useTranslation('calls')
  const { isSearching, searchedTo, searchOn, stop } = search
  if (error) return <LoadError error={error} onRetry={onRetry} />
  const time = searchedTo === null ? null : formatWhen(searchedTo, new Date(), i18n.language)
  if (isSearching)
    return (
      <p className={classes.searched} role="status">
        {time === null ? t('searching') : t('searchingBack', { time })}
        {searchOn && (
          <Button size="xs" onClick={stop}>
            {t('stopSearch')}
          </Button>
        )}
      </p>
    )
  return (
    <p className={classes.searched} role="status">
      {time === null ? t('searchedAll') : t('searchedBack', { time })}
      {searchOn && (
        <Button size="xs" onClick={searchOn}>
          {t('searchOn')}
        </Button>
      )}
    </p>
  )
}
