import { Button, Menu } from '@mantine/core'
import { ArrowUp, Download, Pause, Play } from 'lucide-react'
import { type UIEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { urlOf } from '../api/client.ts'
import { useCallStats } from '../api/queries.ts'
import { formatTook } from '../ui/format.ts'
import { LoadError } from '../ui/LoadError.tsx'
import { CallFilters } from './CallFilters.tsx'
import classes from './CallList.module.css'
import { CallRow } from './CallRow.tsx'
import { type CallListFilter, readCallFilter, toCallsQuery, writeCallFilter } from './call-filter.ts'
import { LogProblem } from './LogProblem.tsx'
import { NoCalls } from './NoCalls.tsx'
import { SearchState } from './SearchState.tsx'
import { useCalls } from './use-calls.ts'

interface CallListProps {
  flowId: string | undefined
  /** The Call-ID of the call that is open. */
  selected: string | undefined
  address: string
}

export function CallList({ flowId, selected, address }: CallListProps) {
  const { t } = useTranslation('calls')
  const { filter, search, setFilter } = useFilter(flowId)
  const live = useCalls(filter)
  const list = useRef<HTMLDivElement>(null)
  const isFiltered = search !== ''
  const clear = () => setFilter(readCallFilter(new URLSearchParams()))

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
        <ExportMenu filter={filter} />
      </header>
      <CallFilters filter={filter} onChange={setFilter} isOfFlow={flowId !== undefined} />
      <div className={classes.rows} ref={list} onScroll={onScroll} aria-busy={live.past.isPending}>
        {live.heldCount > 0 && (
          <button type="button" className={classes.held} onClick={showNew}>
            <ArrowUp size={14} aria-hidden /> {t('newCalls', { count: live.heldCount })}
          </button>
        )}
        <LogProblem log={live.past.data?.pages[0]?.log} />
        {live.past.isError && <LoadError error={live.past.error} onRetry={() => void live.past.refetch()} />}
        {live.calls.map((call) => (
          <CallRow key={call.key} call={call} address={address} search={search} isSelected={call.key === selected} />
        ))}
        {live.past.isSuccess && !isFiltered && live.calls.length === 0 && <NoCalls flowId={filter.flow ?? undefined} />}
        {!live.past.isError && <SearchState isSearching={live.isSearching} pending={live.pending} />}
        {isFiltered && live.calls.length === 0 && live.past.isSuccess && !live.isSearching && (
          <p className={classes.nothing} role="status">
            {filter.text.trim() !== '' ? t('nothingFound', { text: filter.text }) : t('nothingMatches')}
            <Button size="xs" onClick={clear}>
              {t('clear')}
            </Button>
          </p>
        )}
        {live.past.hasNextPage && !live.isSearching && (
          <p className={classes.nothing}>
            <Button size="xs" loading={live.past.isFetchingNextPage} onClick={() => void live.past.fetchNextPage()}>
              {t('earlier')}
            </Button>
          </p>
        )}
      </div>
      <Foot flowId={flowId} />
    </section>
  )
}

/** The filter, as the address has it. The text is typed faster than an address may change. */
function useFilter(flowId: string | undefined) {
  const [params, setParams] = useSearchParams()
  const inAddress = params.toString()
  const [shown, setShown] = useState(inAddress)
  useEffect(() => setShown(inAddress), [inAddress])
  useEffect(() => {
    if (shown === inAddress) return
    const timer = setTimeout(() => setParams(shown, { replace: true }), TYPING_MS)
    return () => clearTimeout(timer)
  }, [shown, inAddress, setParams])
  const filter = useMemo((): CallListFilter => {
    const read = readCallFilter(new URLSearchParams(shown))
    return { ...read, flow: flowId ?? read.flow }
  }, [shown, flowId])
  return {
    filter,
    search: writeCallFilter({ ...filter, flow: flowId === undefined ? filter.flow : null }),
    setFilter: (next: CallListFilter) =>
      setShown(writeCallFilter({ ...next, flow: flowId === undefined ? next.flow : null }).slice(1)),
  }
}

const TYPING_MS = 250

function ExportMenu({ filter }: { filter: CallListFilter }) {
  const { t } = useTranslation('calls')
  const query = toCallsQuery(filter, Date.now())
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button size="xs" leftSection={<Download size={14} />}>
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={urlOf('call.exportCsv', { query })} download="calls.csv">
          {t('exportCsv')}
        </Menu.Item>
        <Menu.Item component="a" href={urlOf('call.exportNdjson', { query })} download="calls.ndjson">
          {t('exportNdjson')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Foot({ flowId }: Pick<CallListProps, 'flowId'>) {
  const { t, i18n } = useTranslation('calls')
  const stats = useCallStats(flowId).data
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
