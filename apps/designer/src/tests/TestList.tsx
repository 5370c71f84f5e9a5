import type { FlowTest } from '@callflow-studio/model/api'
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { Circle, CircleCheck, CircleX, Play, Plus, Sparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useRunTests } from '../api/test-queries.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { testCoverage } from '../state/test-coverage.ts'
import { whenSaved } from '../state/when-saved.ts'
import { formatWhen } from '../ui/format.ts'
import { useMinute } from '../ui/use-minute.ts'
import classes from './TestList.module.css'

interface TestListProps {
  flowId: string
  tests: readonly FlowTest[]
  /** The id of the one that is shown. */
  selected: string | undefined
  /** Ids of those that are edited and not saved. */
  unsaved: readonly string[]
}

/** Each test with its last result, and what they get to together. */
export function TestList({ flowId, tests, selected, unsaved }: TestListProps) {
  const { t } = useTranslation('tests')
  const run = useRunTests(flowId)
  const failed = tests.filter(({ lastRun }) => lastRun?.passed === false).length
  const address = `/flows/${flowId}/tests`
  return (
    <nav className={classes.list} aria-labelledby="tests-title">
      <header className={classes.head}>
        <h1 id="tests-title">{t('title')}</h1>
        <Tooltip label={t('suggest')}>
          <ActionIcon
            component={Link}
            to={`${address}/suggest`}
            variant="default"
            aria-label={t('suggest')}
            aria-current={selected === 'suggest' ? 'page' : undefined}
          >
            <Sparkles size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('new')}>
          <ActionIcon component={Link} to={`${address}/new`} variant="default" aria-label={t('new')}>
            <Plus size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Button
          size="xs"
          leftSection={<Play size={14} />}
          loading={run.isPending}
          disabled={tests.length === 0}
          onClick={() => void whenSaved(studioStore).then(() => run.mutate({}))}
        >
          {t('runAll')}
        </Button>
      </header>
      <p className={classes.summary} role="status">
        {tests.length > 0 && <Summary tests={tests} failed={failed} />}
        {run.isError && <span data-state="failed">{run.error.message}</span>}
      </p>
      <ol className={classes.tests}>
        {selected === 'new' && (
          <li>
            <Link to={`${address}/new`} className={classes.test} aria-current="page">
              <Circle size={16} aria-hidden />
              <strong>{t('new')}</strong>
              <small>{t('notSaved')}</small>
            </Link>
          </li>
        )}
        {tests.map((test) => (
          <li key={test.id}>
            <Link
              to={`${address}/${test.id}`}
              className={classes.test}
              aria-current={test.id === selected ? 'page' : undefined}
            >
              <ResultIcon test={test} />
              <strong>{test.name}</strong>
              <LastRun test={test} isUnsaved={unsaved.includes(test.id)} />
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Summary({ tests, failed }: { tests: readonly FlowTest[]; failed: number }) {
  const { t } = useTranslation('tests')
  const document = useStudio((state) => state.document)
  const { exits } = testCoverage(document, tests)
  return (
    <>
      {failed > 0 ? (
        <span data-state="failed">{t('failed', { count: failed, all: tests.length })}</span>
      ) : (
        <span>{t('count', { count: tests.length })}</span>
      )}
      {exits.all > 0 && <span>{t('covered', { reached: exits.reached, all: exits.all })}</span>}
    </>
  )
}

function ResultIcon({ test: { lastRun } }: { test: FlowTest }) {
  const { t } = useTranslation('tests')
  if (!lastRun) return <Circle size={16} role="img" aria-label={t('states.none')} />
  return lastRun.passed ? (
    <CircleCheck size={16} role="img" aria-label={t('states.passed')} data-state="passed" />
  ) : (
    <CircleX size={16} role="img" aria-label={t('states.failed')} data-state="failed" />
  )
}

/** When it ran last, and what did not happen then. */
function LastRun({ test: { lastRun }, isUnsaved }: { test: FlowTest; isUnsaved: boolean }) {
  const { t, i18n } = useTranslation('tests')
  const now = useMinute()
  return (
    <small>
      {isUnsaved && `${t('notSaved')}. `}
      {lastRun ? (
        <>
          <time dateTime={lastRun.at}>{formatWhen(lastRun.at, new Date(now), i18n.language)}</time>
          {lastRun.failure && ` · ${lastRun.failure.happened || lastRun.failure.expected}`}
        </>
      ) : (
        t('neverRun')
      )}
    </small>
  )
}
