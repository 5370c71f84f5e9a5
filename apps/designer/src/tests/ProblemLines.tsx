import type { TestProblem } from '@callflow-studio/model/api'
import { CircleX, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import classes from './TestEditor.module.css'
import { placeIn } from './test-draft.ts'

interface ProblemLinesProps {
  problems: readonly TestProblem[]
  text: string
  /** Goes to a place of the text, from 0. Left out: the text is not on the screen. */
  onGo?: (at: number) => void
}

/** What is wrong with a test, each with its line and column. */
export function ProblemLines({ problems, text, onGo }: ProblemLinesProps) {
  const { t } = useTranslation('tests')
  if (problems.length === 0) return null
  return (
    <ul className={classes.problems} aria-label={t('problems')}>
      {problems.map(({ severity, message, line, column }) => {
        const Icon = severity === 'error' ? CircleX : TriangleAlert
        const place = line === null ? null : t('place', { line, column })
        return (
          <li key={`${line} ${column} ${message}`} data-severity={severity}>
            <Icon size={16} aria-hidden />
            <span>{message}</span>
            {place !== null &&
              (onGo ? (
                <button type="button" onClick={() => onGo(placeIn(text, line ?? 1, column ?? 1).at)}>
                  {place}
                </button>
              ) : (
                <small>{place}</small>
              ))}
          </li>
        )
      })}
    </ul>
  )
}
