import type { Diagnostic } from '@callflow-studio/model'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogHead } from './DialogHead.tsx'
import { ProblemLines } from './ProblemLines.tsx'
import classes from './PublishDialog.module.css'

interface PublishProblemsProps {
  errors: readonly Diagnostic[]
  warnings: readonly Diagnostic[]
  onClose: () => void
}

/** With errors the dialog is the list of them. */
export function PublishProblems({ errors, warnings, onClose }: PublishProblemsProps) {
  const { t } = useTranslation('publish')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <DialogHead title={t('problemsTitle', { count: errors.length })} onClose={onClose}>
        {t('problemsText')}
      </DialogHead>
      <div className={classes.body}>
        <ProblemLines diagnostics={errors} onGo={onClose} />
        {warnings.length > 0 && (
          <p className={classes.quiet}>
            {t('warningsToo', { count: warnings.length })}{' '}
            <button type="button" className={classes.link} onClick={() => setOpen(!isOpen)}>
              {isOpen ? t('hide') : t('show')}
            </button>
          </p>
        )}
        {isOpen && <ProblemLines diagnostics={warnings} onGo={onClose} />}
      </div>
      <footer className={classes.foot}>
        <Button onClick={onClose} data-autofocus>
          {t('close')}
        </Button>
      </footer>
    </>
  )
}
