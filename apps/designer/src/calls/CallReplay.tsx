/** A call of the log, played again: exactly as it was, and on the draft. */
import type { CallReplay as Replay } from '@callflow-studio/model/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { request } from '../api/client.ts'
import { keys } from '../api/queries.ts'
import { scenarioOfReplay } from '../state/preview-scenario.ts'
import { editorSearch, previewHash } from '../state/step-link.ts'
import { ReplayDifference } from '../step-ui/ReplayDifference.tsx'
import { LoadError } from '../ui/LoadError.tsx'
import classes from './CallReplay.module.css'
import { ReplayState as State } from './ReplayState.tsx'
import { SaveAsTest } from './SaveAsTest.tsx'

interface CallReplayProps {
  /** What the call is called by. */
  callKey: string
  /** What a test of it is called. */
  testName: string
}

export function CallReplay({ callKey, testName }: CallReplayProps) {
  const { t } = useTranslation('calls')
  const replay = useQuery({
    queryKey: [...keys.calls, 'replay', callKey],
    queryFn: ({ signal }) => request('call.replay', { body: { key: callKey, test: testName } }, { signal }),
    gcTime: 0,
  })
  return (
    <section className={classes.replay} aria-label={t('replay.title')} aria-busy={replay.isPending}>
      {replay.isPending && <p className={classes.quiet}>{t('replay.running')}</p>}
      {replay.isError && <LoadError error={replay.error} onRetry={() => void replay.refetch()} />}
      {replay.data && <Result replay={replay.data} callKey={callKey} testName={testName} />}
    </section>
  )
}

function Result({ replay, ...named }: CallReplayProps & { replay: Replay }) {
  const { t } = useTranslation('calls')
  const navigate = useNavigate()
  const { flowId, version, call, problem, gaps, draft, path } = replay
  if (!call) return <p>{t('replay.impossible', { why: problem ?? '' })}</p>
  const preview = (on: number | null) => () =>
    void navigate(`/flows/${flowId}${editorSearch(null, true)}${previewHash(scenarioOfReplay(call, on))}`)
  return (
    <>
      <Part
        name={t('versionNumber', { version })}
        actions={
          draft && (
            <Button size="xs" leftSection={<Play size={14} />} onClick={preview(version)}>
              {t('replay.previewVersion', { version })}
            </Button>
          )
        }
      >
        {gaps.length === 0 ? (
          <State isGood>{t('replay.exact')}</State>
        ) : (
          <>
            <State>{t('replay.notExact')}</State>
            <ul className={classes.gaps}>
              {gaps.map(({ message }) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          </>
        )}
      </Part>
      {draft && (
        <Part
          name={t('replay.draft')}
          actions={
            <>
              <Button size="xs" leftSection={<Play size={14} />} onClick={preview(null)}>
                {t('replay.previewDraft')}
              </Button>
              {replay.test !== null && <SaveAsTest flowId={flowId} {...named} />}
            </>
          }
        >
          {draft.difference ? (
            <ReplayDifference difference={draft.difference} before={path} after={draft.path} />
          ) : (
            draft.missing === null && <State isGood>{t('replay.same')}</State>
          )}
          {draft.missing !== null && <State>{t('replay.missing', { what: draft.missing })}</State>}
        </Part>
      )}
    </>
  )
}

function Part({ name, actions, children }: { name: string; actions: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.part}>
      <h3>{name}</h3>
      <div className={classes.found}>{children}</div>
      <div className={classes.actions}>{actions}</div>
    </div>
  )
}
