import { useTranslation } from 'react-i18next'
import type { ControlProps } from './FieldControl.tsx'
import { LinesControl } from './LinesControl.tsx'

const COLUMNS = [
  { key: 'date', label: 'dateOf', placeholder: '12-25', isName: true },
  { key: 'name', label: 'holidayOf', placeholder: '', isName: true },
]

/** Days on which everything is different: of one year, or of every year. */
export function HolidaysControl(props: ControlProps) {
  const { t } = useTranslation('inspector')
  return <LinesControl {...props} columns={COLUMNS} newLine={{ date: '', name: '' }} addLabel={t('addHoliday')} />
}
