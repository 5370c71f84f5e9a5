/** A field that names something that KAZOO keeps: chosen by its name where the flow belongs to an account, else typed as an id. */
import { isTemplate } from '@callflow-studio/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import { TextButton } from '../../ui/TextButton.tsx'
import { TextControl } from '../controls/TextControl.tsx'
import type { ControlProps } from '../form/control-kind.ts'
import fieldClasses from '../form/Field.module.css'
import { useFieldNote } from '../form/field-note.ts'
import { shownText } from '../form/field-value.ts'
import { EntityPicker } from './EntityPicker.tsx'

export const IdOrTextControl = (props: ControlProps) =>
  props.field.meta.entity === undefined ? <TextControl {...props} /> : <EntityControl {...props} />

function EntityControl(props: ControlProps) {
  const { field, path, value, onChange } = props
  const { t } = useTranslation('inspector')
  const account = useStudio((state) => state.document.settings.kazooAccount ?? null)
  const [isTyping, setTyping] = useState(false)
  const note = useFieldNote(field, path, value)
  const text = shownText(value)
  const none = field.isOptional ? undefined : ''
  const { entity = [] } = field.meta
  // A value of the call, or the address of a recording.
  const isOther = isTemplate(text) || text.includes('/')
  if (account === null) return <TextControl {...props} />
  if (!isTyping && !isOther)
    return (
      <EntityPicker
        account={account}
        path={path}
        label={field.label}
        kinds={typeof entity === 'string' ? [entity] : entity}
        value={text}
        note={note}
        isClearable={field.isOptional}
        onChange={(id) => onChange(id ?? none, true)}
        onType={field.allowsTemplate ? () => setTyping(true) : undefined}
      />
    )
  return (
    <div className={fieldClasses.field}>
      <TextControl {...props} />
      <TextButton
        icon={null}
        onClick={() => {
          setTyping(false)
          if (isOther) onChange(none, true)
        }}
      >
        {t('chooseByName')}
      </TextButton>
    </div>
  )
}
