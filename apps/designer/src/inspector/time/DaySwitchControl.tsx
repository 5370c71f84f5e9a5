import { Select } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSwitches } from '../../api/queries.ts'
import { momentInWords } from '../../browser-locale.ts'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { shownText } from '../form/field-value.ts'

/** The switch that wins over the hours while somebody has set it. */
export const DaySwitchControl = (props: ControlProps) => <SwitchSelect {...props} isOptional />

/** The switch that a call sets. */
export const SetSwitchControl = (props: ControlProps) => <SwitchSelect {...props} isOptional={false} />

function SwitchSelect({ field, path, value, onChange, isOptional }: ControlProps & { isOptional: boolean }) {
  const { t, i18n } = useTranslation('inspector')
  const id = useId()
  const note = useFieldNote(field, path, value)
  const switches = useSwitches()
  const list = switches.data?.switches ?? []
  const chosen = shownText(value)
  const found = list.find((each) => each.id === chosen)
  const options = list.map((each) => ({ value: each.id, label: each.name }))
  const isGone = chosen !== '' && !found
  const now =
    found &&
    (found.until && found.state !== 'automatic'
      ? t(`switchNow.${found.state}_until`, { when: momentInWords(new Date(found.until), i18n.language) })
      : t(`switchNow.${found.state}`))
  return (
    <FieldFrame
      id={id}
      label={isOptional ? undefined : field.label}
      note={note}
      hint={
        <>
          {now ?? field.meta.hint}{' '}
          <Link to="/switches">{t(switches.isSuccess && list.length === 0 ? 'makeSwitch' : 'openSwitches')}</Link>
        </>
      }
    >
      <Select
        id={id}
        aria-label={field.label}
        data-field={path}
        data={isGone ? [...options, { value: chosen, label: chosen }] : options}
        value={chosen || null}
        placeholder={t(isOptional ? 'noSwitch' : 'chooseOne')}
        clearable={isOptional}
        allowDeselect={isOptional}
        onChange={(next) => onChange(next ?? undefined, true)}
      />
    </FieldFrame>
  )
}
