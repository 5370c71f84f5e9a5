import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import { NoteLine } from '../form/FieldFrame.tsx'
import { useStep } from '../form/step-context.ts'
import { askedVariables, readsDigits, typedValue } from './asked-values.ts'
import { SentRequestView } from './SentRequestView.tsx'
import classes from './TryLookUp.module.css'
import { TryReply, TryResult } from './TryReply.tsx'
import { type SentRequest, useTryOut } from './use-try-out.ts'

/**
 * *Send*: the request of this step, made once for the sample caller. Values of the reply become variables by a press.
 * @param path of the list of what is kept
 */
export function TryLookUp({ path }: { path: string }) {
  const { t } = useTranslation('inspector')
  const { node } = useStep()
  const document = useStudio((state) => state.document)
  const caller = useStudio((state) => state.scenario.caller)
  const { attempt, scope, send, cancel } = useTryOut(node)
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const asked = askedVariables(node, scope)
  const values = Object.fromEntries(
    asked.flatMap((name) => (typed[name] ? [[name, typedValue(typed[name], name, document)]] : [])),
  )
  const isSending = attempt.kind === 'sending'
  const tried = attempt.kind === 'done' || attempt.kind === 'sending' ? attempt.tried : null
  const hasAddress = typeof node.data.url === 'string' && node.data.url !== ''
  const button = useRef<HTMLButtonElement>(null)
  /** The question goes away, and the focus goes back to where it came from. */
  const answer = (act: () => void) => {
    act()
    requestAnimationFrame(() => button.current?.focus())
  }
  return (
    <>
      <header className={classes.head}>
        <h3>{t('tryIt')}</h3>
        {tried && <TryResult tried={tried} />}
        {attempt.kind !== 'asks' && (
          <Button
            size="xs"
            ref={button}
            disabled={!hasAddress}
            aria-busy={isSending}
            onClick={() => {
              if (!isSending) void send(values)
            }}
          >
            {t(isSending ? 'sending' : tried ? 'sendAgain' : 'send')}
          </Button>
        )}
      </header>
      {!tried && (
        <p className={classes.hint}>{hasAddress ? t('sendHint', { name: caller.name }) : t('sendNeedsAddress')}</p>
      )}
      {asked.map((name) => (
        <label key={name} className={classes.asked}>
          <code>vars.{name}</code>
          <input
            autoComplete="off"
            placeholder={t('sampleValue')}
            value={typed[name] ?? ''}
            onChange={(event) => {
              setTyped({ ...typed, [name]: event.target.value })
              if (attempt.kind === 'asks') cancel()
            }}
          />
        </label>
      ))}
      {readsDigits(node) && <p className={classes.hint}>{t('noDigits')}</p>}
      <div className={classes.outcome}>
        {attempt.kind === 'asks' && (
          <Confirm
            request={attempt.request}
            onSend={() => answer(() => void send(values, true))}
            onCancel={() => answer(cancel)}
          />
        )}
        {attempt.kind === 'refused' && (
          <div role="alert">
            <NoteLine note={{ severity: 'error', message: attempt.message || t('sendOffline') }} />
          </div>
        )}
        {tried && <TryReply tried={tried} path={path} />}
      </div>
    </>
  )
}

interface ConfirmProps {
  request: SentRequest
  onSend: () => void
  onCancel: () => void
}

/** A request that may change something is shown before it is sent. */
function Confirm({ request, onSend, onCancel }: ConfirmProps) {
  const { t } = useTranslation('inspector')
  const { method, url } = request
  return (
    <section className={classes.confirm} aria-label={t('confirmSend', { method })}>
      <h4>{t('confirmSend', { method })}</h4>
      <p>{t('confirmHint', { host: URL.canParse(url) ? new URL(url).host : url })}</p>
      <SentRequestView request={request} />
      <div className={classes.buttons}>
        <Button size="xs" variant="filled" onClick={onSend}>
          {t('sendMethod', { method })}
        </Button>
        <Button size="xs" autoFocus onClick={onCancel}>
          {t('doNotSend')}
        </Button>
      </div>
    </section>
  )
}
