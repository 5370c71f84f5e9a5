/** Chooses a KAZOO account by name; those below a reseller stand under it. */
import type { KazooAccount } from '@callflow-studio/model/api'
import { Select, type SelectProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './AccountSelect.module.css'
import { accountTree } from './account-tree.ts'

interface AccountSelectProps extends Omit<SelectProps, 'data' | 'label' | 'value' | 'onChange'> {
  accounts: readonly KazooAccount[]
  /** An account that is not among them is shown by its id. */
  value: string | null
  /** Whether “No account” is a choice. */
  canBeNone?: boolean
  onChange: (accountId: string | null) => void
}

export function AccountSelect({ accounts, value, canBeNone = false, onChange, ...others }: AccountSelectProps) {
  const { t } = useTranslation('step-ui')
  const tree = accountTree(accounts)
  const none = canBeNone ? [{ value: NONE, label: t('noKazooAccount') }] : []
  const data = [...none, ...tree.map(({ id, name }) => ({ value: id, label: name }))]
  if (value !== null && !tree.some(({ id }) => id === value)) data.push({ value, label: value })
  return (
    <Select
      label={t('kazooAccount')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      placeholder={t('chooseAccount')}
      searchable
      nothingFoundMessage={t('noAccount')}
      limit={200}
      {...others}
      data={data}
      value={value ?? (canBeNone ? NONE : null)}
      allowDeselect={false}
      renderOption={({ option }) => {
        const parents = tree.find(({ id }) => id === option.value)?.parents ?? []
        return (
          <span className={classes.option}>
            <span>{option.label}</span>
            {parents.length > 0 && <small>{t('accountBelow', { parents: parents.join(' › ') })}</small>}
          </span>
        )
      }}
      onChange={(id) => onChange(id === NONE ? null : id)}
    />
  )
}

const NONE = 'none'
