import { readJsonText, setData } from '@callflow-studio/model'
import type { TFunction } from 'i18next'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import { TextArea } from '../ui/TextArea.tsx'
import { FieldFrame } from './form/FieldFrame.tsx'
import { isPlainObject } from './form/field-value.ts'
import { useStep } from './form/step-context.ts'
import classes from './Inspector.module.css'
import { jsonDraft, keepJsonDraft } from './json-drafts.ts'

interface JsonViewProps {
  label?: string
  hint?: string
}

/** The data as it is stored, keys that no form knows too. What is no JSON yet stays in the field, and waits there. */
export function JsonView({ label = 'JSON', hint }: JsonViewProps) {
  const { t } = useTranslation('inspector')
  const { node, endVisit } = useStep()
  const apply = useStudio((state) => state.apply)
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const [, redraw] = useState('')
  const text = jsonDraft(node.id, node.data) ?? JSON.stringify(node.data, null, 2)
  const { problem = null } = readData(text, t)
  const goTo = (at: number) => {
    area.current?.focus()
    area.current?.setSelectionRange(at, Math.min(at + 1, text.length))
  }
  return (
    <section className={classes.section}>
      <FieldFrame
        id={id}
        label={label}
        hint={hint ?? t('jsonHint')}
        note={problem ? { severity: 'error', message: problem.message } : null}
        action={
          problem?.at !== undefined && (
            <button type="button" className={classes.jump} onClick={() => goTo(problem.at ?? 0)}>
              {t('showPlace')}
            </button>
          )
        }
      >
        <TextArea
          id={id}
          ref={area}
          className={classes.json}
          data-field=""
          spellCheck={false}
          aria-describedby={`${id}-notes`}
          aria-invalid={problem !== null || undefined}
          value={text}
          onBlur={endVisit}
          onChange={(event) => {
            const changed = event.target.value
            const { data = node.data } = readData(changed, t)
            keepJsonDraft(node.id, { text: changed, of: data })
            redraw(changed)
            if (data !== node.data) apply(setData(node.id, data), `field:${node.id}:json`)
          }}
        />
      </FieldFrame>
    </section>
  )
}

interface ReadData {
  data?: Record<string, unknown>
  /** `at`: where in the text, if it is a matter of place. */
  problem?: { message: string; at?: number }
}

function readData(text: string, t: TFunction<'inspector'>): ReadData {
  const read = readJsonText(text)
  if (read.ok) return isPlainObject(read.value) ? { data: read.value } : { problem: { message: t('objectNeeded') } }
  if (!read.problem) return { problem: { message: t('objectNeeded') } }
  return { problem: { message: `${read.message} ${t('draftWaits')}`, at: read.problem.at } }
}
