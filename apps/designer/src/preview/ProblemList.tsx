import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { allProblems, isSilenced } from '../state/shown-problems.ts'
import { useStudio } from '../state/studio-store.ts'
import classes from './ProblemList.module.css'
import { ProblemRows } from './ProblemRows.tsx'
import { countProblems, type ProblemFilter, problemsShown } from './problem-list.ts'

/** Head and list stand in different places of the drawer and show the same choice. */
const useFilter = create<{ filter: ProblemFilter; setFilter: (filter: ProblemFilter) => void }>((set) => ({
  filter: 'all',
  setFilter: (filter) => set({ filter }),
}))

export function ProblemSummary() {
  const { t } = useTranslation('preview')
  const validation = useStudio((state) => state.validation)
  const { filter, setFilter } = useFilter()
  const problems = allProblems(validation)
  const { errors, warnings } = countProblems(problems)
  if (problems.length === 0) return null
  const words =
    errors === 0
      ? t('warningsOnly', { count: warnings })
      : [t('errorCount', { count: errors }), ...(warnings > 0 ? [t('warningCount', { count: warnings })] : [])].join(
          ', ',
        )
  return (
    <div className={classes.summary}>
      {errors + warnings > 0 && <p role="status">{words}</p>}
      <SegmentedControl
        aria-label={t('filter')}
        data={[
          { value: 'all', label: t('all') },
          { value: 'errors', label: t('errors') },
          { value: 'warnings', label: t('warnings') },
          ...(problems.some(isSilenced) || filter === 'silenced' ? [{ value: 'silenced', label: t('silenced') }] : []),
        ]}
        value={filter}
        onChange={(value) => setFilter(value as ProblemFilter)}
      />
    </div>
  )
}

/** Every problem with the step and the field that it belongs to: a press jumps there, a fix removes it. */
export function ProblemList() {
  const { t } = useTranslation('preview')
  const problems = allProblems(useStudio((state) => state.validation))
  const isChecked = useStudio((state) => state.validated !== null)
  const { filter } = useFilter()
  const shown = problemsShown(problems, filter)
  if (shown.length === 0 && !isChecked)
    return (
      <p className={classes.none} role="status">
        {t('checking')}
      </p>
    )
  if (shown.length === 0)
    return (
      <p className={classes.none} role="status">
        {t(problems.every(isSilenced) && filter !== 'silenced' ? 'noProblems' : 'noneOfThese')}
      </p>
    )
  return <ProblemRows problems={shown} className={classes.list} />
}
