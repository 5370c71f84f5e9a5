import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/api-error.ts'

export interface Report {
  isProblem: boolean
  lines: readonly string[]
}

/** How many lines are shown. */
const MOST = 20

/**
 * Does something with a table, and tells what came of it: a line, or what the studio says of each line of a file.
 * @param place what the studio counts where there are several mistakes
 */
export function useReport(place: 'line' | 'row' = 'line') {
  const { t } = useTranslation('tables')
  const [report, setReport] = useState<Report | null>(null)
  const [isBusy, setBusy] = useState(false)

  const linesOf = (error: unknown): string[] => {
    if (!(error instanceof ApiError)) return [error instanceof Error ? error.message : String(error)]
    const { errors = [], errorCount = errors.length, detail, title } = error.problem
    if (errors.length === 0) return [detail ?? title]
    const lines = errors.slice(0, MOST).map(({ line, column, message }) => {
      const what = column ? `${column}: ${message}` : message
      return line === 0 ? what : t(place, { line, message: what })
    })
    const more = errorCount > lines.length ? [t('moreLines', { count: errorCount - lines.length })] : []
    return errors.some(({ line }) => line > 0) ? [t('nothingChanged'), ...lines, ...more] : lines
  }
  return {
    report,
    isBusy,
    clear: () => setReport(null),
    /** @param work answers what to say; null: nothing, the page shows it */
    async run(work: () => Promise<string | null>): Promise<void> {
      setBusy(true)
      try {
        const said = await work()
        setReport(said === null ? null : { isProblem: false, lines: [said] })
      } catch (error) {
        setReport({ isProblem: true, lines: linesOf(error) })
      }
      setBusy(false)
    },
  }
}
