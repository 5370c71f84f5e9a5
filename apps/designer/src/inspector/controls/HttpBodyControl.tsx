import { SegmentedControl } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote, useNoteAt } from '../form/field-note.ts'
import { shownText } from '../form/field-value.ts'
import { TemplateInput } from '../values/TemplateInput.tsx'

interface Body {
  type: 'none' | 'json' | 'form'
  content?: string
}

const PLACEHOLDERS = { none: '', json: '{"number": "{{ caller.number }}"}', form: 'number={{ caller.number }}' }

/** What is sent along: nothing, JSON, or a form. */
export function HttpBodyControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const body = isBody(value) ? value : { type: 'none' as const }
  const note = useFieldNote(field, path, value, (at) => at === `${path}.content`)
  const contentNote = useNoteAt(`${path}.content`)
  return (
    <FieldFrame id={id} label={field.label} note={note}>
      <div id={id} className={classes.rows} data-field={path}>
        <SegmentedControl
          aria-label={field.label}
          fullWidth
          data={[
            { value: 'none', label: t('bodyNone') },
            { value: 'json', label: 'JSON' },
            { value: 'form', label: t('bodyForm') },
          ]}
          value={body.type}
          onChange={(type) => onChange({ ...body, type }, true)}
        />
        {body.type !== 'none' && (
          <TemplateInput
            path={`${path}.content`}
            ariaLabel={t('bodyContent')}
            placeholder={PLACEHOLDERS[body.type]}
            lines={5}
            isMono
            value={shownText(body.content)}
            note={contentNote}
            hint={t('bodyHint')}
            onChange={(content) => onChange({ ...body, content })}
          />
        )}
      </div>
    </FieldFrame>
  )
}

const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null && 'type' in value
