import { Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlacedLookUp } from '../state/preview-look-ups.ts'
import { studioStore } from '../state/studio-store.ts'
import { JsonView } from '../ui/JsonView.tsx'
import { LookUpForm } from './LookUpForm.tsx'
import lookUps from './LookUps.module.css'
import { FIRST_ENTRY, shownHost } from './look-up-words.ts'
import { useReturn } from './use-return.ts'
import classes from './Waiting.module.css'

/** A look-up that may change something on another server: nothing is sent before the user says so. */
export function LookUpQuestion({ lookUp, isRunning }: { lookUp: PlacedLookUp; isRunning: boolean }) {
  const { t } = useTranslation('preview')
  const [isAnswering, setAnswering] = useState(false)
  const opener = useReturn(isAnswering)
  const { method, url, body } = lookUp.request
  const { sendLookUp, answerLookUp } = studioStore.getState()
  return (
    <section className={classes.panel} aria-label={t('lookUp.question')} aria-live="polite">
      <header>
        <i aria-hidden />
        <h3>{t('lookUp.wouldSend', { method, host: shownHost(url) })}</h3>
      </header>
      {isAnswering ? (
        <LookUpForm
          entry={FIRST_ENTRY}
          onUse={(reply) => answerLookUp(lookUp, reply)}
          onCancel={() => setAnswering(false)}
        />
      ) : (
        <>
          <details className={lookUps.sent}>
            <summary>{t('lookUp.request')}</summary>
            <code>{url}</code>
            {body !== null && body !== '' && <JsonView text={body} />}
          </details>
          <div className={classes.main}>
            <button
              type="button"
              className={classes.outcome}
              data-send
              disabled={isRunning}
              onClick={() => sendLookUp(lookUp.nodeId)}
            >
              <Send size={14} aria-hidden />
              {t('lookUp.send')}
            </button>
            <button
              ref={opener}
              type="button"
              className={classes.outcome}
              disabled={isRunning}
              onClick={() => setAnswering(true)}
            >
              {t('lookUp.enterReply')}
            </button>
          </div>
        </>
      )}
    </section>
  )
}
