import { setData } from '@callflow-studio/model'
import type { TFunction } from 'i18next'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import { FieldFrame } from './FieldFrame.tsx'
import classes from './Inspector.module.css'
import { jsonProblem } from './JsonControl.tsx'
import { useStep } from './step-context.ts'

/** The data as it is stored, keys that no form knows too. What is no JSON yet stays in the field. */
export function JsonView() {
  const { t } = useTranslation('inspector')
  const { node, endVisit } = useStep()
  const apply = useStudio((state) => state.apply)
  const id = useId()
  const [draft, setDraft] = useState<{ text: string; of: unknown } | null>(null)
  const text = draft && draft.of === node.data ? draft.text : JSON.stringify(node.data, null, 2)
  const problem = problemOf(text, t)
  return (
    <section className={classes.section}>
      <FieldFrame
        id={id}
        label="JSON"
        hint={t('jsonHint')}
        note={problem ? { severity: 'error', message: problem } : null}
      >
        <textarea
          id={id}
          className={classes.json}
          data-field=""
          spellCheck={false}
          aria-invalid={problem !== null || undefined}
          value={text}
          onBlur={endVisit}
          onChange={(event) => {
            const changed = event.target.value
            const data: unknown = problemOf(changed, t) ? node.data : JSON.parse(changed)
            setDraft({ text: changed, of: data })
            if (data !== node.data) apply(setData(node.id, data as Record<string, unknown>), `field:${node.id}:json`)
          }}
        />
      </FieldFrame>
    </section>
  )
}

function problemOf(text: string, t: TFunction<'inspector'>): string | null {
  const why = text.trim() === '' ? t('objectNeeded') : jsonProblem(text)
  if (why) return t('notJson', { why })
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? null : t('objectNeeded')
}
