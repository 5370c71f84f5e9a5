import { Button } from '@mantine/core'
import { ArrowUp, Pause, Play } from 'lucide-react'
import { type UIEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCallStats } from '../api/queries.ts'
import { formatTook } from '../ui/format.ts'
import { LoadError } from '../ui/LoadError.tsx'
import { useMinute } from '../ui/use-minute.ts'
import { CallFilters } from './CallFilters.tsx'
import classes from './CallList.module.css'
import { CallRow } from './CallRow.tsx'
import { type CallListFilter, filterCalls, groupCalls, searchShown } from './group-calls.ts'
import { LogProblem } from './LogProblem.tsx'
import { NoCalls } from './NoCalls.tsx'
import { SearchState } from './SearchState.tsx'
import { useCallSearch } from './use-call-search.ts'
import { useLiveCalls } from './use-live-calls.ts'

interface CallListProps {
  flowId: string | undefined
  /** The Call-ID of the call that is open. */
  selected: string | undefined
  address: string
}

const ALL: CallListFilter = { state: null, isSlow: false, isError: false }

export function CallList({ flowId, selected, address }: CallListProps) {
  const { t } = useTranslation('calls')
  const [ofFlow, setOfFlow] = useState<string | undefined>(flowId)
  const [filter, setFilter] = useState<CallListFilter>(ALL)
  const [text, setText] = useState('')
  const live = useLiveCalls(ofFlow)
  const search = useCallSearch(ofFlow, text)
  const now = useMinute()
  const list = useRef<HTMLDivElement>(null)
  const isSearch = text.trim() !== ''
  const shown = useMemo(() => {
    if (!isSearch) return filterCalls(live.calls, filter)
    const atOnce = searchShown(live.calls, text).flatMap(({ requests }) => requests)
    return filterCalls(groupCalls([...search.found, ...atOnce], now), filter)
  }, [isSearch, text, live.calls, search.found, filter, now])
  const clear = () => {
    setText('')
    setFilter(ALL)
  }

  const onScroll = (event: UIEvent<HTMLDivElement>) => live.setAtTop(event.currentTarget.scrollTop < 8)
  const showNew = () => {
    live.release()
    live.setAtTop(true)
    if (list.current) list.current.scrollTop = 0
  }
  const state = live.isPaused
    ? 'paused'
    : live.stream === 'live'
      ? 'live'
      : live.stream === 'lost'
        ? 'lost'
        : 'connecting'

  return (
    <section className={classes.side} aria-label={t('title')}>
      <header className={classes.head}>
        <h1>{t('title')}</h1>
        <span className={classes.stream} data-state={state} role="status">
          {t(state)}
        </span>
        <Button
          size="xs"
          leftSection={live.isPaused ? <Play size={14} /> : <Pause size={14} />}
          onClick={live.isPaused ? live.resume : live.pause}
        >
          {live.isPaused ? t('resume') : t('pause')}
        </Button>
      </header>
      <CallFilters
        text={text}
        onText={setText}
        filter={filter}
        onChange={setFilter}
        flow={ofFlow}
        onFlow={flowId === undefined ? setOfFlow : undefined}
      />
      <div className={classes.rows} ref={list} onScroll={onScroll} aria-busy={live.past.isPending}>
        {live.heldCount > 0 && (
          <button type="button" className={classes.held} onClick={showNew}>
            <ArrowUp size={14} aria-hidden /> {t('newCalls', { count: live.heldCount })}
          </button>
        )}
        <LogProblem log={live.past.data?.pages[0]?.log} />
        {live.past.isError && !live.past.data && (
          <LoadError error={live.past.error} onRetry={() => void live.past.refetch()} />
        )}
        {shown.map((call) => (
          <CallRow key={call.key} call={call} address={address} isSelected={call.key === selected} />
        ))}
        {live.past.isSuccess && live.calls.length === 0 && <NoCalls flowId={ofFlow} />}
        {isSearch && <SearchState search={search} />}
        {live.calls.length > 0 && shown.length === 0 && !search.isSearching && (
          <p className={classes.nothing} role="status">
            {isSearch ? t('nothingFound', { text }) : t('nothingMatches')}
            <Button size="xs" onClick={clear}>
              {t('clear')}
            </Button>
          </p>
        )}
        {!isSearch && live.past.hasNextPage && (
          <p className={classes.nothing}>
            <Button size="xs" loading={live.past.isFetchingNextPage} onClick={() => void live.past.fetchNextPage()}>
              {t('earlier')}
            </Button>
          </p>
        )}
      </div>
      <Foot />
    </section>
  )
}

function Foot() {
  const { t, i18n } = useTranslation('calls')
  const stats = useCallStats().data
  if (!stats) return <footer className={classes.foot} />
  const number = (value: number) => value.toLocaleString(i18n.language)
  return (
    <footer className={classes.foot}>
      {t('footCalls', { count: stats.callsToday, number: number(stats.callsToday) })},{' '}
      {t('footErrors', { count: stats.errorsToday, number: number(stats.errorsToday) })}
      {stats.p95Ms !== null && `, ${t('footSpeed', { ms: formatTook(stats.p95Ms) })}`}
    </footer>
  )
}
