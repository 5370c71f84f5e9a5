/** Chooses callflows of a KAZOO account, to make flows of them. */
import type { KazooAccount, KazooCallflow } from '@callflow-studio/model/api'
import { Button, Checkbox, Switch, TextInput } from '@mantine/core'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCallflows } from '../api/connection-queries.ts'
import { AccountSelect } from '../step-ui/AccountSelect.tsx'
import { Chip } from '../ui/Chip.tsx'
import { findCallflows, numbersOfCallflow, titleOfCallflow } from './callflow-list.ts'
import classes from './KazooCallflows.module.css'

interface KazooCallflowsProps {
  accounts: readonly KazooAccount[]
  /** Why the accounts of some connections are missing; empty where none are. */
  problem: string
  accountId: string | null
  onAccount: (id: string | null) => void
  chosen: readonly KazooCallflow[]
  onChoose: (callflows: readonly KazooCallflow[]) => void
}

/** More are found by a search. */
const MAX_SHOWN = 200

export function KazooCallflows({ accounts, problem, accountId, onAccount, chosen, onChoose }: KazooCallflowsProps) {
  const { t } = useTranslation('flows')
  const callflows = useCallflows(accountId)
  const [search, setSearch] = useState('')
  const [showsKept, setShowsKept] = useState(false)
  const all = callflows.data?.callflows ?? []
  const kept = all.filter(({ keptBy }) => keptBy !== null).length
  const found = findCallflows(
    all.filter(({ keptBy }) => showsKept || keptBy === null),
    search,
  )
  const isChosen = ({ id }: KazooCallflow) => chosen.some((each) => each.id === id)
  const foundChosen = found.filter(isChosen).length
  const choose = (changed: readonly KazooCallflow[], isOn: boolean) => {
    const others = chosen.filter(({ id }) => !changed.some((each) => each.id === id))
    onChoose(isOn ? [...others, ...changed] : others)
  }
  return (
    <>
      <AccountSelect accounts={accounts} value={accountId} error={problem || undefined} onChange={onAccount} />
      {callflows.isLoading && (
        <p className={classes.hint} role="status">
          {t('readingCallflows')}
        </p>
      )}
      {callflows.isError && (
        <div className={classes.problem} role="alert">
          <span>{callflows.error.message}</span>
          <Button size="xs" loading={callflows.isFetching} onClick={() => void callflows.refetch()}>
            {t('tryAgain')}
          </Button>
        </div>
      )}
      {callflows.isSuccess && (
        <>
          <TextInput
            aria-label={t('searchCallflows')}
            placeholder={t('searchCallflows')}
            leftSection={<Search size={15} aria-hidden />}
            spellCheck={false}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          {found.length === 0 ? (
            <p className={classes.hint}>
              {all.length === kept && search === '' ? t('noCallflows') : t('noCallflowFound')}
            </p>
          ) : (
            <div className={classes.frame}>
              <Checkbox
                className={classes.all ?? ''}
                label={t('allCallflows', { count: found.length })}
                checked={foundChosen === found.length}
                indeterminate={foundChosen > 0 && foundChosen < found.length}
                onChange={(event) => choose(found, event.currentTarget.checked)}
              />
              <ul className={classes.list} aria-label={t('callflows')}>
                {found.slice(0, MAX_SHOWN).map((callflow) => (
                  <li key={callflow.id}>
                    <Checkbox
                      label={<CallflowLine callflow={callflow} />}
                      checked={isChosen(callflow)}
                      onChange={(event) => choose([callflow], event.currentTarget.checked)}
                    />
                  </li>
                ))}
              </ul>
            </div>
          )}
          {found.length > MAX_SHOWN && (
            <p className={classes.hint}>{t('moreCallflows', { shown: MAX_SHOWN, count: found.length })}</p>
          )}
          {kept > 0 && (
            <Switch
              label={t('showKept', { count: kept })}
              description={t('showKeptHelp')}
              checked={showsKept}
              onChange={(event) => {
                setShowsKept(event.currentTarget.checked)
                if (!event.currentTarget.checked) onChoose(chosen.filter(({ keptBy }) => keptBy === null))
              }}
            />
          )}
        </>
      )}
    </>
  )
}

function CallflowLine({ callflow }: { callflow: KazooCallflow }) {
  const { t } = useTranslation('flows')
  const { keptBy } = callflow
  return (
    <span className={classes.line}>
      <span className={classes.name}>{titleOfCallflow(callflow)}</span>
      {keptBy !== null && <Chip>{keptBy === 'feature code' ? t('featureCode') : t('keptBy', { type: keptBy })}</Chip>}
      <span className={classes.numbers}>{numbersOfCallflow(callflow)}</span>
    </span>
  )
}
