import { useTranslation } from 'react-i18next'
import { NoteLine } from '../form/FieldFrame.tsx'
import { JsonField } from '../values/JsonField.tsx'

interface UnknownEntryProps {
  path: string
  name: string
  value: unknown
  onChange: (value: unknown) => void
}

/** An entry of a list that its form cannot show: kept to the letter, edited as JSON. */
export function UnknownEntry({ path, name, value, onChange }: UnknownEntryProps) {
  const { t } = useTranslation('inspector')
  return (
    <>
      <NoteLine note={{ severity: 'info', message: t('notOfThisForm') }} />
      <JsonField
        path={path}
        ariaLabel={name}
        lines={3}
        value={value}
        onChange={(next) => {
          if (next !== undefined) onChange(next)
        }}
      />
    </>
  )
}
