import type { FlowTest } from '@callflow-studio/model/api'
import { InputBase } from '@mantine/core'
import { CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { TextArea } from '../ui/TextArea.tsx'
import classes from './FailingTests.module.css'

interface FailingTestsProps {
  flowId: string
  tests: readonly FlowTest[]
  reason: string
  onReason: (reason: string) => void
  onClose: () => void
}

/** Tests that keep the flow from being published, each with what happened instead, and why it is published anyway. */
export function FailingTests({ flowId, tests, reason, onReason, onClose }: FailingTestsProps) {
  const { t } = useTranslation('publish')
  return (
    <section className={classes.failing} aria-label={t('failingTests', { count: tests.length })}>
      <h3>
        <CircleX size={17} aria-hidden /> {t('failingTests', { count: tests.length })}
      </h3>
      <ul className={classes.list}>
        {tests.map(({ id, name, lastRun }) => (
          <li key={id}>
            <Link to={`/flows/${flowId}/tests/${id}`} onClick={onClose}>
              {name}
            </Link>
            <small>{lastRun?.failure?.happened || lastRun?.failure?.expected}</small>
          </li>
        ))}
      </ul>
      <InputBase
        component={TextArea}
        multiline
        label={t('overrideReason')}
        description={t('overrideHint')}
        inputWrapperOrder={['label', 'input', 'description']}
        rows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => onReason(event.currentTarget.value)}
      />
    </section>
  )
}
