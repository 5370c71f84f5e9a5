/** The last real calls on the draft, at a press: whose callers would end elsewhere. */
import type { ReplayedCalls } from '@callflow-studio/model/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck, PhoneCall, Play, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { request } from '../api/client.ts'
import { scenarioOfReplay } from '../state/preview-scenario.ts'
import { editorSearch, previewHash } from '../state/step-link.ts'
import { useStudio } from '../state/studio-store.ts'
import { ReplayDifference } from '../step-ui/ReplayDifference.tsx'
import { formatClock, formatPhone } from '../ui/format.ts'
import { LoadError } from '../ui/LoadError.tsx'
import classes from './RealCalls.module.css'

interface RealCallsProps {
  flowId: string
  /** A call is previewed: the dialog is in the way. */
  onPreview: () => void
}

export function RealCalls({ flowId, onPreview }: RealCallsProps) {
  const { t } = useTranslation('publish')
  const document = useStudio((state) => state.document)
  const [isAsked, setAsked] = useState(false)
  const replay = useQuery({
    queryKey: ['replay', flowId, 'last calls'],
    queryFn: ({ signal }) => request('flow.replay', { id: flowId, body: { document } }, { signal }),
    enabled: isAsked,
    gcTime: 0,
  })
  return (
    <section className={classes.calls} aria-label={t('realCalls.title')} aria-busy={replay.isFetching}>
      <header>
        <h3>{t('realCalls.title')}</h3>
        <Button
          size="xs"
          leftSection={<PhoneCall size={14} />}
          loading={replay.isFetching}
          onClick={() => (isAsked ? void replay.refetch() : setAsked(true))}
        >
          {t('realCalls.check')}
        </Button>
      </header>
      {!isAsked && <p className={classes.quiet}>{t('realCalls.hint')}</p>}
      {replay.isError && <LoadError error={replay.error} onRetry={() => void replay.refetch()} />}
      {replay.data && <Found found={replay.data} onPreview={onPreview} />}
    </section>
  )
}

function Found({ found, onPreview }: { found: ReplayedCalls } & Pick<RealCallsProps, 'onPreview'>) {
  const { t, i18n } = useTranslation('publish')
  const { calls, replayed, approximate, otherwise, isCut, notReplayed, groups } = found
  const number = (value: number) => value.toLocaleString(i18n.language)
  const count = (key: 'same' | 'elsewhere' | 'otherwise' | 'approximate', value: number) =>
    t(`realCalls.${key}`, { count: value, number: number(value) })
  const elsewhere = groups.reduce((sum, group) => sum + group.count, 0)
  if (calls === 0) return <p className={classes.quiet}>{t('realCalls.none')}</p>
  return (
    <>
      <ul className={classes.counts}>
        {elsewhere > 0 && (
          <li data-warn>
            <TriangleAlert size={16} aria-hidden /> {count('elsewhere', elsewhere)}
          </li>
        )}
        {otherwise > 0 && <li>{count('otherwise', otherwise)}</li>}
        {replayed > 0 && (
          <li data-good>
            <CircleCheck size={16} aria-hidden /> {count('same', replayed - elsewhere - otherwise)}
          </li>
        )}
      </ul>
      {groups.map((group) => (
        <Group key={group.calls[0]?.key} group={group} onPreview={onPreview} />
      ))}
      {(approximate > 0 || isCut || notReplayed.length > 0) && (
        <ul className={classes.quiet}>
          {isCut && <li>{t('realCalls.cut', { count: calls, number: number(calls) })}</li>}
          {approximate > 0 && <li>{count('approximate', approximate)}</li>}
          {notReplayed.map(({ why, count: times }) => (
            <li key={why}>{t('realCalls.notReplayed', { count: times, number: number(times), why })}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function Group({ group, onPreview }: { group: ReplayedCalls['groups'][number] } & Pick<RealCallsProps, 'onPreview'>) {
  const { t, i18n } = useTranslation('publish')
  const { difference, before, after, count, calls } = group
  const more = count - calls.length
  return (
    <article className={classes.group}>
      <h4>{t('realCalls.callers', { count, number: count.toLocaleString(i18n.language) })}</h4>
      <ReplayDifference difference={difference} before={before} after={after} />
      <ul className={classes.callers}>
        {calls.map((call) => (
          <li key={call.key}>
            <span>
              {call.callerName || formatPhone(call.callerNumber)}
              <small>
                {new Date(call.at).toLocaleDateString(i18n.language)}, {formatClock(call.at)}
              </small>
            </span>
            <PreviewCall callKey={call.key} onPreview={onPreview} />
          </li>
        ))}
        {more > 0 && (
          <li className={classes.quiet}>{t('andMore', { count: more, number: more.toLocaleString(i18n.language) })}</li>
        )}
      </ul>
    </article>
  )
}

/** Plays the call on the draft. */
function PreviewCall({ callKey, onPreview }: { callKey: string } & Pick<RealCallsProps, 'onPreview'>) {
  const { t } = useTranslation('publish')
  const navigate = useNavigate()
  const [isLoading, setLoading] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const preview = async () => {
    setLoading(true)
    try {
      const { flowId, call, problem: why } = await request('call.replay', { body: { key: callKey } })
      if (!call) return setProblem(why)
      onPreview()
      void navigate(`/flows/${flowId}${editorSearch(null, true)}${previewHash(scenarioOfReplay(call, null))}`)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    } finally {
      setLoading(false)
    }
  }
  return (
    <>
      {problem !== null && <small role="alert">{problem}</small>}
      <Button size="xs" leftSection={<Play size={14} />} loading={isLoading} onClick={() => void preview()}>
        {t('realCalls.preview')}
      </Button>
    </>
  )
}
