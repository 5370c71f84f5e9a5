import { readJsonText } from '@callflow-studio/model'
import { type ReactNode, useState } from 'react'
import type { FieldNote } from '../form/FieldFrame.tsx'
import { TemplateInput } from './TemplateInput.tsx'

interface JsonTextProps {
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
export function JsonText({ value, onChange, note, lines = 4, ...props }: JsonTextProps) {
  const [draft, setDraft] = useState<{ text: string; of: unknown } | null>(null)
  const shown = draft && draft.of === value ? draft.text : asText(value)
  const read = readJsonText(shown)
  return (
    <TemplateInput
      {...props}
      value={shown}
      lines={lines}
      isMono
      allowsTemplate={false}
      note={read.ok || read.problem === null ? note : { severity: 'error', message: read.message }}
      onChange={(text) => {
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
  )
}
