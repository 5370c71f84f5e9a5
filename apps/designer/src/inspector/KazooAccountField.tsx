import { setSettings } from '@callflow-studio/model'
import { useTranslation } from 'react-i18next'
import { useKazooAccounts } from '../api/connection-queries.ts'
import { useStudio } from '../state/studio-store.ts'
import { AccountSelect } from '../step-ui/AccountSelect.tsx'
import { TextButton } from '../ui/TextButton.tsx'

/** The KAZOO account of the flow. Without a connection there is nothing to choose, and nothing is shown. */
export function KazooAccountField() {
  const { t } = useTranslation('inspector')
  const apply = useStudio((state) => state.apply)
  const account = useStudio((state) => state.document.settings.kazooAccount) ?? null
  const reached = useKazooAccounts()
  const accounts = reached.data?.accounts ?? []
  if (accounts.length === 0 && account === null) return null

  const choose = (id: string | null) => apply(setSettings({ kazooAccount: id ?? undefined }))
  const isReached = account === null || accounts.some(({ id }) => id === account)
  const problems = reached.data?.problems.map(({ message }) => message) ?? []
  const note = [...(reached.isSuccess && !isReached ? [t('accountNotReached')] : []), ...problems].join(' ')
  const [only] = accounts
  return (
    <>
      <AccountSelect
        accounts={accounts}
        value={account}
        description={note || t('accountHint')}
        canBeNone
        onChange={choose}
      />
      {account === null && only && accounts.length === 1 && (
        <TextButton icon={null} onClick={() => choose(only.id)}>
          {t('useAccount', { name: only.name })}
        </TextButton>
      )}
    </>
  )
}
