import { useTranslation } from 'react-i18next'
import type { ControlProps } from '../form/control-kind.ts'
import { type Column, LinesControl } from './LinesControl.tsx'
import type { ProposalGroup } from './Proposals.tsx'

interface AssignmentsProps extends ControlProps {
  hint?: string | undefined
  proposals?: readonly ProposalGroup[]
}

/** Names and what they are set to, in order: a line sees the ones above it. */
export function AssignmentsControl(props: AssignmentsProps) {
  const { t } = useTranslation('inspector')
  const columns: readonly Column[] = [
    { key: 'name', label: 'nameOf', placeholder: t('name'), isName: true },
    { key: 'value', label: 'valueOf', placeholder: t('value') },
  ]
  return (
    <LinesControl
      {...props}
      columns={columns}
      newLine={{ name: '', value: '' }}
      addLabel={t('addValue')}
      isUnlabelled
    />
  )
}
