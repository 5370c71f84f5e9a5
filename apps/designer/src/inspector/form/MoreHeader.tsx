import { ChevronDown, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import classes from '../Inspector.module.css'

interface MoreHeaderProps {
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
  /** For the fields of a part; absent for those of the whole step. */
  words?: string
}

/** Folds rare fields away. */
export function MoreHeader({ isOpen, onToggle, words }: MoreHeaderProps) {
  const { t } = useTranslation('inspector')
  return (
    <button
      type="button"
      className={classes.moreHead}
      data-of-part={words !== undefined || undefined}
      aria-expanded={isOpen}
      onClick={() => onToggle(!isOpen)}
    >
      {isOpen ? <ChevronDown size={15} aria-hidden /> : <ChevronRight size={15} aria-hidden />}
      {words ?? t('more')}
    </button>
  )
}
