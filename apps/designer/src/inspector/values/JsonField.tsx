import { readJsonText } from '@callflow-studio/model'
import { type ReactNode, useId, useState } from 'react'
import { CodeEditor } from '../../ui/CodeEditor.tsx'
import { FieldFrame, type FieldNote } from '../form/FieldFrame.tsx'
import { useStep } from '../form/step-context.ts'
import { useQuiet } from './use-quiet.ts'

interface JsonFieldProps {
  path: string
  label?: string | undefined
  ariaLabel?: string | undefined
  isOptional?: boolean | undefined
  hint?: ReactNode
  note?: FieldNote | null | undefined
  placeholder?: string | undefined
  lines?: number
  value: unknown
  /** Undefined: the text was emptied. */
  onChange: (value: unknown) => void
}

const asText = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, null, 2))

/** Any value as JSON. What is no JSON yet stays in the field and out of the data. */
export function JsonField({ path, label, ariaLabel, value, onChange, note, lines = 4, ...props }: JsonFieldProps) {
  const { endVisit } = useStep()
  const id = useId()
  const quiet = useQuiet()
  const [draft, setDraft] = useState<{ text: string; of: unknown } | null>(null)
  const shown = draft && draft.of === value ? draft.text : asText(value)
  const read = readJsonText(shown)
  const mistake = read.ok || quiet.isQuiet ? null : read.problem
  const latestNote: FieldNote | null | undefined =
    read.ok || read.problem === null ? note : { severity: 'error', message: read.message }
  const shownNote = quiet.isQuiet && latestNote?.severity === 'error' ? null : latestNote
  return (
    <FieldFrame id={id} label={label} isOptional={props.isOptional} hint={props.hint} note={shownNote}>
      <CodeEditor
        id={id}
        data-field={path}
        ariaLabel={ariaLabel}
        isInvalid={shownNote?.severity === 'error'}
        problems={mistake ? [{ at: mistake.at, message: mistake.what }] : []}
        placeholder={props.placeholder}
        lines={lines}
        value={shown}
        onFocus={() => quiet.onFocus(shown === '')}
        onBlur={() => {
          quiet.onLeave()
          endVisit()
        }}
        onChange={(text) => {
          quiet.onType()
          const next = readJsonText(text)
          if (!next.ok && next.problem) {
            setDraft({ text, of: value })
            return
          }
          const parsed = next.ok ? next.value : undefined
          setDraft({ text, of: parsed })
          onChange(parsed)
        }}
      />
    </FieldFrame>
  )
}
