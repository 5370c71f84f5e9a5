import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useHeld } from '../../ui/use-held.ts'
import classes from './Field.module.css'
import { VersionTag } from './VersionTag.tsx'

export interface FieldNote {
  severity: 'error' | 'warning' | 'info'
  message: string
}

interface FieldFrameProps {
  id: string
  label?: ReactNode | undefined
  isOptional?: boolean | undefined
  /** Beside the label, at the right. */
  action?: ReactNode
  hint?: ReactNode
  /** An error replaces the hint; a warning stands before it. */
  note?: FieldNote | null | undefined
  children: ReactNode
}

/** A field: label above, control, and below it what callers notice, or what is wrong. */
export function FieldFrame({ id, label, isOptional, action, hint, note: latestNote, children }: FieldFrameProps) {
  const { t } = useTranslation('inspector')
  const note = useHeld(latestNote)
  return (
    <div className={classes.field}>
      {label !== undefined && (
        <div className={classes.labelRow}>
          <label id={`${id}-label`} className={classes.label} htmlFor={id}>
            {label}
            {isOptional && <span className={classes.optional}> {t('optional')}</span>}
          </label>
          <VersionTag />
          {action}
        </div>
      )}
      {children}
      <div id={`${id}-notes`} aria-live="polite">
        {note && <NoteLine note={note} />}
        {hint && note?.severity !== 'error' && <p className={classes.hint}>{hint}</p>}
      </div>
    </div>
  )
}

const ICONS = { error: CircleAlert, warning: TriangleAlert, info: Info }

export function NoteLine({ note }: { note: FieldNote }) {
  const Icon = ICONS[note.severity]
  return (
    <p className={classes.note} data-severity={note.severity}>
      <Icon size={14} aria-hidden />
      <span>{note.message}</span>
    </p>
  )
}
