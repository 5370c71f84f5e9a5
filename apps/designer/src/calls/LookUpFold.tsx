import type { LoggedLookUp } from '@callflow-studio/model/api'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatTook } from '../ui/format.ts'
import { JsonView } from '../ui/JsonView.tsx'
import classes from './LookUpFold.module.css'

/** What a step asked another server, and what came back. Opens on a press. */
export function LookUpFold({ lookUp: { request, reply } }: { lookUp: LoggedLookUp }) {
  const { t } = useTranslation('calls')
  const came = reply.ok ? t('statusCode', { status: reply.status }) : t('noReply')
  return (
    <details className={classes.fold}>
      <summary>
        <ChevronRight size={14} aria-hidden />
        <code>
          {request.method} {request.url}
        </code>
        <span>
          {came}, {formatTook(reply.durationMs)}
        </span>
      </summary>
      <h4>{t('lookUpSent')}</h4>
      <pre>
        {[
          `${request.method} ${request.url}`,
          ...request.headers.map(([name, value]) => `${name}: ${value}`),
          ...(request.body === null ? [] : ['', request.body]),
        ].join('\n')}
      </pre>
      <h4>{t('lookUpCame')}</h4>
      {reply.ok ? (
        reply.text === '' ? (
          <p>{t('emptyReply')}</p>
        ) : (
          <JsonView text={reply.text} />
        )
      ) : (
        <p>{reply.message}</p>
      )}
    </details>
  )
}
