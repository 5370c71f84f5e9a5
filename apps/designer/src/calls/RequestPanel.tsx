import { type FlowDocument, questionOf, titleOf } from '@callflow-studio/model'
import type { CallRequestDetail } from '@callflow-studio/model/api'
import { Button, SegmentedControl } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Copy, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useVersionDocument } from '../state/use-version-document.ts'
import { formatSpan, formatTook } from '../ui/format.ts'
import { JsonView } from '../ui/JsonView.tsx'
import { CallVariables } from './CallVariables.tsx'
import classes from './RequestPanel.module.css'
import { RequestSteps } from './RequestSteps.tsx'
import { flatParams, rawText, toCurl } from './request-facts.ts'

interface RequestPanelProps {
  details: readonly CallRequestDetail[]
  /** Index of the one that is shown. */
  at: number
  startedAt: string
  onSelect: (index: number) => void
}

/** One request: what the studio did, what KAZOO sent, what it got. */
export function RequestPanel({ details, at, startedAt, onSelect }: RequestPanelProps) {
  const { t } = useTranslation('calls')
  const clipboard = useClipboard({ timeout: 1500 })
  const detail = details[at]
  const { document } = useVersionDocument(detail?.flowId ?? '', detail?.version ?? 0)
  if (!detail) return null
  const { request, response } = detail
  const time = formatSpan(new Date(detail.at).getTime() - new Date(startedAt).getTime())
  const due = document?.nodes.find(({ id }) => id === detail.askedFor)
  return (
    <section className={classes.panel} aria-label={t('requestNumber', { n: at + 1 })}>
      <header className={classes.head}>
        {details.length > 1 && details.length <= 8 && (
          <SegmentedControl
            aria-label={t('requestTab')}
            value={String(at)}
            onChange={(value) => onSelect(Number(value))}
            data={details.map((_, index) => ({ value: String(index), label: String(index + 1) }))}
          />
        )}
        <strong>{t('requestNumber', { n: at + 1 })}</strong>
        <small>{due ? t('atStep', { step: titleOf(due), at: time }) : t('atTime', { at: time })}</small>
        {request && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<Copy size={14} />}
            onClick={() => clipboard.copy(toCurl(request))}
          >
            {clipboard.copied ? t('copied') : t('copyCurl')}
          </Button>
        )}
      </header>
      {detail.warnings.length > 0 && (
        <ul className={classes.warnings} aria-label={t('warnings')}>
          {detail.warnings.map(({ nodeId, message }) => (
            <li key={message}>
              <TriangleAlert size={14} aria-hidden /> {warningWords(document, nodeId, message)}
            </li>
          ))}
        </ul>
      )}
      {detail.nodes.length > 0 && <RequestSteps detail={detail} document={document} />}
      <CallVariables detail={detail} before={details[at - 1]} document={document} />
      <div className={classes.http}>
        <section aria-label={t('kazooRequest')}>
          <h3>
            {t('kazooRequest')}{' '}
            <small>{request && [request.method, kindOf(request.contentType)].filter(Boolean).join(', ')}</small>
          </h3>
          {request ? (
            <Asked request={request} document={document} />
          ) : (
            <p className={classes.dropped}>{t('bodyDropped')}</p>
          )}
        </section>
        <section aria-label={t('studioAnswer')}>
          <h3>
            {t('studioAnswer')}{' '}
            <small>
              {detail.status}, {formatTook(detail.tookMs)}
            </small>
          </h3>
          {response ? <JsonView text={response.body} /> : <p className={classes.dropped}>{t('bodyDropped')}</p>}
        </section>
      </div>
    </section>
  )
}

interface AskedProps {
  request: NonNullable<CallRequestDetail['request']>
  document: FlowDocument | null
}

/** The parameters; of a request that could not be read, what arrived. */
function Asked({ request, document }: AskedProps) {
  const { t } = useTranslation('calls')
  const params = flatParams(request.params)
  if (params.length === 0) return <pre className={classes.raw}>{rawText(request)}</pre>
  return (
    <dl className={classes.params}>
      {params.map(([name, value]) => {
        const question = name.startsWith(DIGITS) ? questionOf(name.slice(DIGITS.length), document?.nodes ?? []) : null
        return (
          <div key={name}>
            <dt>
              {name}
              {question && (
                <small>{t('keysPressedAt', { step: titleOf(question.node), request: question.request })}</small>
              )}
            </dt>
            <dd>{value}</dd>
          </div>
        )
      })}
    </dl>
  )
}

const DIGITS = 'Digits.'

function warningWords(document: FlowDocument | null, nodeId: string | null, message: string): string {
  const node = document?.nodes.find(({ id }) => id === nodeId)
  return node ? `${titleOf(node)}: ${message}` : message
}

const kindOf = (contentType: string): string =>
  contentType.includes('json') ? 'JSON' : contentType.includes('form') ? 'form' : ''
