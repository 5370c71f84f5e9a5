import { Input, PasswordInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConnectionDraft } from './connection-draft.ts'
import classes from './KazooAccounts.module.css'

interface SignInFieldsProps {
  draft: ConnectionDraft
  /** Whether it can stay as it is. */
  canKeep: boolean
  onChange: (change: Partial<ConnectionDraft>) => void
}

/** How the studio signs in: by the key of the account, or as a user of it. */
export function SignInFields({ draft, canKeep, onChange }: SignInFieldsProps) {
  const { t } = useTranslation('settings')
  const { signInBy, apiKey, username, password, accountBy, account } = draft
  const choices = canKeep ? (['kept', 'api-key', 'user'] as const) : (['api-key', 'user'] as const)
  return (
    <>
      <Input.Wrapper
        label={t('kazoo.signInBy')}
        description={t(`kazoo.signInHelp.${signInBy}`)}
        inputWrapperOrder={ORDER}
      >
        <SegmentedControl
          fullWidth
          aria-label={t('kazoo.signInBy')}
          data={choices.map((value) => ({ value, label: t(`kazoo.signIn.${value}`) }))}
          value={signInBy}
          onChange={(value) => onChange({ signInBy: value })}
        />
      </Input.Wrapper>
      {signInBy === 'api-key' && (
        <PasswordInput
          label={t('kazoo.apiKey')}
          description={t('kazoo.apiKeyHelp')}
          inputWrapperOrder={ORDER}
          autoComplete="off"
          value={apiKey}
          onChange={(event) => onChange({ apiKey: event.currentTarget.value })}
        />
      )}
      {signInBy === 'user' && (
        <>
          <div className={classes.halves}>
            <TextInput
              label={t('kazoo.username')}
              autoComplete="off"
              spellCheck={false}
              value={username}
              onChange={(event) => onChange({ username: event.currentTarget.value })}
            />
            <PasswordInput
              label={t('kazoo.password')}
              autoComplete="new-password"
              value={password}
              onChange={(event) => onChange({ password: event.currentTarget.value })}
            />
          </div>
          <div className={classes.halves}>
            <Select
              label={t('kazoo.accountBy')}
              data={ACCOUNT_BY.map((value) => ({ value, label: t(`kazoo.${value}`) }))}
              value={accountBy}
              allowDeselect={false}
              onChange={(value) => onChange({ accountBy: value === 'realm' ? value : 'accountName' })}
            />
            <TextInput
              label={t(`kazoo.${accountBy}`)}
              placeholder={EXAMPLES[accountBy]}
              autoComplete="off"
              spellCheck={false}
              value={account}
              onChange={(event) => onChange({ account: event.currentTarget.value })}
            />
          </div>
        </>
      )}
    </>
  )
}

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']
const ACCOUNT_BY = ['accountName', 'realm'] as const
const EXAMPLES = { accountName: 'Acme', realm: 'acme.sip.example.com' }
