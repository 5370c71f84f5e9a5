import { Button, CopyButton } from '@mantine/core'
import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { studioStore, useStudio } from '../state/studio-store.ts'
import classes from './HttpLog.module.css'
import { asCurl, requestParams, sizeText } from './http-log.ts'
import { jsonTokens } from './json-tokens.ts'
import { useShownRequest } from './shown-line.ts'
import { clockText } from './transcript.ts'

export function HttpLogSummary() {
  const { t } = useTranslation('preview')
  const exchanges = useStudio((state) => state.preview?.exchanges) ?? []
  const showRequest = useStudio((state) => state.showRequest)
  const shown = useShownRequest()
  const exchange = shown === null ? undefined : exchanges[shown]
  if (shown === null || !exchange) return null
  return (
    <div className={classes.summary}>
      {exchanges.length > 1 && (
        // biome-ignore lint/a11y/useSemanticElements: buttons that choose, not fields of a form
        <div className={classes.numbers} role="group" aria-label={t('requestList')}>
          {exchanges.map((each, index) => (
            <button
              key={each.atMs + each.request.url}
              type="button"
              aria-pressed={index === shown}
              onClick={() => showRequest(index)}
            >
              {index + 1}
            </button>
          ))}
        </div>
      )}
      <p>{t('requestOf', { number: shown + 1, count: exchanges.length })}</p>
      <CopyButton value={asCurl(exchange)}>
        {({ copied, copy }) => (
          <Button size="xs" variant="subtle" color="gray" leftSection={<Copy size={14} aria-hidden />} onClick={copy}>
            {t(copied ? 'copied' : 'copyCurl')}
          </Button>
        )}
      </CopyButton>
    </div>
  )
}

/** Shows one request of KAZOO's and its answer. */
export function HttpLog() {
  const { t } = useTranslation('preview')
  const exchanges = useStudio((state) => state.preview?.exchanges) ?? []
  const isPreviewing = useStudio((state) => state.isPreviewing)
  const shown = useShownRequest()
  const exchange = shown === null ? undefined : exchanges[shown]
  if (shown === null || !exchange)
    return (
      <div className={classes.none}>
        <p>{t(isPreviewing ? 'nothingSentYet' : 'nothingSent')}</p>
        {!isPreviewing && <Button onClick={() => studioStore.getState().startPreview()}>{t('startPreview')}</Button>}
      </div>
    )
  const { request, response } = exchange
  const params = requestParams(exchange, exchanges[shown - 1] ?? null)
  const encoding = request.contentType.includes('json') ? 'JSON' : request.contentType === '' ? '' : 'form'
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by keyboard */}
      <section className={classes.column} aria-label={t('kazooRequest')} tabIndex={0}>
        <header>
          <h3>{t('kazooRequest')}</h3>
          <span>{[request.method, encoding, clockText(exchange.atMs)].filter(Boolean).join(', ')}</span>
        </header>
        <table className={classes.params}>
          <tbody>
            {params.map(({ name, value, isNew }) => (
              <tr key={name} data-new={isNew || undefined}>
                <th scope="row">{name}</th>
                <td title={value}>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className={classes.column} aria-label={t('studioAnswer')}>
        <header>
          <h3>{t('studioAnswer')}</h3>
          <span>{`${response.status}, ${Math.round(response.tookMs)} ms, ${sizeText(response.body)}`}</span>
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by keyboard */}
        <pre className={classes.json} tabIndex={0}>
          {jsonTokens(response.body).map(({ kind, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no identity but their place
            <span key={index} data-kind={kind}>
              {text}
            </span>
          ))}
        </pre>
      </section>
    </>
  )
}
