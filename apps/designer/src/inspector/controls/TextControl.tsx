import { useTranslation } from 'react-i18next'
import type { ControlProps } from '../form/control-kind.ts'
import { useFieldNote } from '../form/field-note.ts'
import { absentText, shownText, speechSeconds } from '../form/field-value.ts'
import { useStep } from '../form/step-context.ts'
import { TemplateInput } from '../values/TemplateInput.tsx'

const LINES: Partial<Record<string, number>> = { 'text-area': 5, markdown: 6 }

export function TextControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const { definition } = useStep()
  const note = useFieldNote(field, path, value)
  const takesYesOrNo = field.schema.safeParse(true).success
  const words = { true: t('yes'), false: t('no') }
  const shown = typeof value === 'boolean' ? words[`${value}`] : shownText(value)
  const isSpoken = definition?.kind === 'kazoo' && definition.spoken?.field === path
  const seconds = isSpoken ? speechSeconds(shown) : 0
  return (
    <TemplateInput
      path={path}
      label={field.label}
      isOptional={field.isOptional && field.meta.entity === undefined}
      value={shown}
      lines={LINES[field.control] ?? 1}
      allowsTemplate={field.allowsTemplate}
      isMono={field.meta.entity !== undefined && field.meta.entity !== 'media'}
      placeholder={absentText(field)}
      unit={field.meta.unit}
      note={note}
      hint={[field.meta.hint, seconds > 0 ? t('seconds', { count: seconds }) : ''].filter(Boolean).join(' ')}
      onChange={(text) => {
        if (text === '' && field.isOptional) onChange(undefined)
        else if (takesYesOrNo && (text === words.true || text === words.false)) onChange(text === words.true)
        else onChange(text)
      }}
    />
  )
}
