import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ControlProps } from './FieldControl.tsx'
import { useFieldNote } from './field-note.ts'
import { absentText } from './field-value.ts'
import { ValueText } from './ValueText.tsx'

const asText = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, null, 2))

/** A value without a form of its own. What is no JSON yet stays in the field and out of the data. */
export function JsonControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const [draft, setDraft] = useState<{ text: string; of: unknown } | null>(null)
  const found = useFieldNote(field, path, value)
  const shown = draft && draft.of === value ? draft.text : asText(value)
  const problem = jsonProblem(shown)
  return (
    <ValueText
      path={path}
      label={field.label}
      isOptional={field.isOptional}
      value={shown}
      lines={4}
      isMono
      takesValues={false}
      placeholder={absentText(field)}
      hint={field.meta.hint}
      note={problem ? { severity: 'error', message: t('notJson', { why: problem }) } : found}
      onChange={(text) => {
        if (jsonProblem(text)) {
          setDraft({ text, of: value })
          return
        }
        const parsed: unknown = text.trim() === '' ? undefined : JSON.parse(text)
        setDraft({ text, of: parsed })
        onChange(parsed)
      }}
    />
  )
}

/** @returns why a text is no JSON; null if it is, or empty. */
export function jsonProblem(text: string): string | null {
  if (text.trim() === '') return null
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
