import { useTranslation } from 'react-i18next'
import type { ControlProps } from '../form/control-kind.ts'
import { type Column, LinesControl } from './LinesControl.tsx'

const COLUMNS: readonly Column[] = [
  { key: 'name', label: 'headerName', placeholder: 'Authorization', isName: true },
  { key: 'value', label: 'headerValue', placeholder: 'Bearer {{ secrets.crm }}' },
]

/** Header lines of a look-up. */
export function HeadersControl(props: ControlProps) {
  const { t } = useTranslation('inspector')
  return <LinesControl {...props} columns={COLUMNS} newLine={{ name: '', value: '' }} addLabel={t('addHeader')} />
}
