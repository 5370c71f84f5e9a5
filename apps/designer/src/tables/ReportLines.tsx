import { ActionIcon } from '@mantine/core'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './ReportLines.module.css'
import type { Report } from './use-report.ts'

export function ReportLines({ report, onClose }: { report: Report | null; onClose?: () => void }) {
  const { t } = useTranslation('tables')
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each report again
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [report])
  if (!report) return null
  return (
    <div ref={box} className={classes.report} data-report data-problem={report.isProblem || undefined}>
      <ul role={report.isProblem ? 'alert' : 'status'}>
        {report.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {onClose && (
        <ActionIcon size="sm" aria-label={t('close')} onClick={onClose}>
          <X size={15} aria-hidden />
        </ActionIcon>
      )}
    </div>
  )
}
