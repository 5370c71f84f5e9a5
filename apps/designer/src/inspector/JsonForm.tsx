import { readJsonText, setData } from '@callflow-studio/model'
import type { TFunction } from 'i18next'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import { CodeEditor, type CodeEditorHandle } from '../ui/CodeEditor.tsx'
import type { TextProblem } from '../ui/code-mirror.ts'
import { FieldFrame } from './form/FieldFrame.tsx'
import { isPlainObject } from './form/field-value.ts'
import { useStep } from './form/step-context.ts'
import classes from './Inspector.module.css'
import { jsonDraft, keepJsonDraft } from './json-drafts.ts'

interface JsonFormProps {
  label?: string
  hint?: string
}

/** The data as it is stored, keys that no form knows too. What is no JSON yet stays in the field, and waits there. */
export function JsonForm({ label = 'JSON', hint }: JsonFormProps) {
  const { t } = useTranslation('inspector')
  const { node, endVisit } = useStep()
  const apply = useStudio((state) => state.apply)
  const id = useId()
  const editor = useRef<CodeEditorHandle>(null)
  const [, redraw] = useState('')
  const text = jsonDraft(node.id, node.data) ?? JSON.stringify(node.data, null, 2)
  const { problem = null } = readData(text, t)
  return (
    <section className={classes.section}>
      <FieldFrame
        id={id}
        label={label}
        hint={hint ?? t('jsonHint')}
        note={problem ? { severity: 'error', message: problem.message } : null}
        action={
          problem?.place !== undefined && (
            <button type="button" className={classes.jump} onClick={() => editor.current?.goTo(problem.place?.at ?? 0)}>
              {t('showPlace')}
            </button>
          )
        }
      >
        <CodeEditor
          id={id}
          ref={editor}
          data-field=""
          isInvalid={problem !== null}
          problems={problem?.place ? [problem.place] : []}
          value={text}
          onBlur={endVisit}
          onChange={(changed) => {
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
  /** `place`: where in the text, if it is a matter of place. */
  problem?: { message: string; place?: TextProblem }
}

function readData(text: string, t: TFunction<'inspector'>): ReadData {
  const read = readJsonText(text)
  if (read.ok) return isPlainObject(read.value) ? { data: read.value } : { problem: { message: t('objectNeeded') } }
  if (!read.problem) return { problem: { message: t('objectNeeded') } }
  const { at, what } = read.problem
  return { problem: { message: `${read.message} ${t('draftWaits')}`, place: { at, message: what } } }
}
