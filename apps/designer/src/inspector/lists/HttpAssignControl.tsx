import { useTranslation } from 'react-i18next'
import type { ControlProps } from '../form/control-kind.ts'
import { type Column, LinesControl } from './LinesControl.tsx'
import { followName, newKeptValue } from './path-of-name.ts'

/** What is kept of a reply: a name, where it comes from, and for JSON the path to it. */
export function HttpAssignControl(props: ControlProps) {
  const { t } = useTranslation('inspector')
  const columns: Column[] = [
    { key: 'name', label: 'nameOf', placeholder: t('name'), isName: true },
    {
      key: 'from',
      label: 'fromReply',
      ifAbsent: 'json',
      options: [
        { value: 'json', label: t('fromJson') },
        { value: 'status', label: t('fromStatus') },
        { value: 'text', label: t('fromText') },
      ],
    },
    {
      key: 'path',
      label: 'pathOf',
      placeholder: '$.customer.name',
      isName: true,
      isShown: ({ from }) => from === undefined || from === 'json',
    },
  ]
  return (
    <LinesControl
      {...props}
      columns={columns}
      newLine={newKeptValue}
      completeNewLine={followName}
      addLabel={t('addValue')}
      isUnlabelled
    />
  )
}
