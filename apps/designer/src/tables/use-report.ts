import type { TableError } from '@callflow-studio/model/api'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/api-error.ts'

export interface Report {
  isProblem: boolean
  lines: readonly string[]
}

/** What came of something that was done with a table. */
export interface Done {
  said: string
  remarks?: readonly TableError[]
  remarkCount?: number
  /** What the remarks count. */
  place?: 'line' | 'row'
}

/** How many lines are shown. */
const MAX_LINES = 20

/**
 * Does something with a table, and tells what came of it: a line, or what the studio says of each line of a file.
 * @param place what the studio counts where there are several mistakes
 */
export function useReport(place: 'line' | 'row' = 'line') {
  const { t } = useTranslation('tables')
  const [report, setReport] = useState<Report | null>(null)
  const [isBusy, setBusy] = useState(false)

  /** What the studio says of each line, and how many it does not name. */
  const listed = (all: readonly TableError[], count: number, place: 'line' | 'row'): string[] => {
    const lines = all.slice(0, MAX_LINES).map(({ line, column, message }) => {
      if (line === 0) return column ? `${column}: ${message}` : message
      return column ? t(`${place}Column`, { line, column, message }) : t(place, { line, message })
    })
    return [...lines, ...(count > lines.length ? [t('moreLines', { count: count - lines.length })] : [])]
  }
  const linesOf = (error: unknown): string[] => {
    if (!(error instanceof ApiError)) return [error instanceof Error ? error.message : String(error)]
    const { errors = [], errorCount = errors.length, detail, title } = error.problem
    if (errors.length === 0) return [detail ?? title]
    const lines = listed(errors, errorCount, place)
    return errors.some(({ line }) => line > 0) ? [t('nothingChanged'), ...lines] : lines
  }
  const reportOf = ({ said, remarks = [], remarkCount = 0, place = 'line' }: Done): Report => ({
    isProblem: false,
    lines: [
      said,
      ...(remarkCount > 0 ? [t('remarks', { count: remarkCount })] : []),
      ...listed(remarks, remarkCount, place),
    ],
  })
  return {
    report,
    isBusy,
    clear: () => setReport(null),
    /** Says what was done, and which values were read in another way than they were written. */
    say: (done: Done) => setReport(reportOf(done)),
    /** @param work answers what to say; null: nothing, the page shows it */
    async run(work: () => Promise<Done | null>): Promise<void> {
      setBusy(true)
      try {
        const said = await work()
        setReport(said === null ? null : reportOf(said))
      } catch (error) {
        setReport({ isProblem: true, lines: linesOf(error) })
      }
      setBusy(false)
    },
  }
}
