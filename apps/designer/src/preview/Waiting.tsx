import type { Preview, WaitingFor } from '@callflow-studio/model/api'
import { Menu } from '@mantine/core'
import { ChevronDown, PhoneCall, PhoneOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type PlacedLookUp, placeLookUps } from '../state/preview-look-ups.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { usePreviewedDocument } from '../state/use-previewed-document.ts'
import { LookUpQuestion } from './LookUpQuestion.tsx'
import { clockText } from './transcript.ts'
import { triesOf } from './tries.ts'
import classes from './Waiting.module.css'

interface WaitingProps {
  preview: Preview | null
  shown: number | null
  /** Nobody listens to keys. */
  isDead: boolean
  /** The call is being played: what waits is that of a moment ago. */
  isRunning: boolean
  /** The caller hangs up while the call is played in real time. */
  onHangUp: () => void
}

/** What the call waits for, and everything that can happen now. */
export function Waiting({ preview, shown, isDead, isRunning, onHangUp }: WaitingProps) {
  const { t } = useTranslation('preview')
  const { restartCall } = studioStore.getState()
  if (!preview) return null
  if (shown !== null) return <Lines shown={shown} all={preview.events.length} onHangUp={onHangUp} />
  if (!preview.waitingFor)
    return (
      <section className={classes.panel} data-quiet aria-live="polite">
        <header>
          <h3>{t('over')}</h3>
        </header>
        <button type="button" className={classes.outcome} onClick={restartCall}>
          {t('again')}
        </button>
      </section>
    )
  const asked = preview.waitingFor.kind === 'look-up' && placeLookUps(preview.lookUps ?? []).findLast(isOpen)
  if (asked) return <LookUpQuestion key={asked.order} lookUp={asked} isRunning={isRunning} />
  return <Waits preview={preview} waitingFor={preview.waitingFor} isDead={isDead} />
}

/** Not all of the call is shown: it is walked line by line, or played in real time. */
function Lines({ shown, all, onHangUp }: { shown: number; all: number; onHangUp: () => void }) {
  const { t } = useTranslation('preview')
  const { continueCall, setPlaying, showLines } = studioStore.getState()
  const canPause = useStudio((state) => state.breakpoints.length > 0)
  const isRealTime = useStudio((state) => state.isRealTime)
  const isPlaying = useStudio((state) => state.isPlaying)
  return (
    // While it is played, each new line is read out already.
    <section className={classes.panel} data-quiet aria-live={isPlaying ? 'off' : 'polite'}>
      <header>
        <h3>{t(isPlaying ? 'playing' : 'stepping', { shown, all })}</h3>
      </header>
      <div className={classes.main}>
        {isPlaying ? (
          <button type="button" className={classes.outcome} onClick={() => setPlaying(false)}>
            {t('pause')}
          </button>
        ) : (
          <button type="button" className={classes.outcome} onClick={continueCall}>
            {t(canPause || isRealTime ? 'continue' : 'showAll')}
          </button>
        )}
        {isRealTime && (
          <button type="button" className={classes.outcome} onClick={() => showLines(null)}>
            {t('showAll')}
          </button>
        )}
        {isPlaying && (
          <button type="button" className={classes.outcome} data-hangup onClick={onHangUp}>
            <PhoneOff size={15} aria-hidden />
            {t('hangsUp')}
          </button>
        )}
      </div>
    </section>
  )
}

const isOpen = ({ reply }: PlacedLookUp): boolean => reply === null

function Waits({ preview, waitingFor, isDead }: { preview: Preview; waitingFor: WaitingFor; isDead: boolean }) {
  const { t } = useTranslation('preview')
  const document = usePreviewedDocument()
  const act = useStudio((state) => state.act)
  const tries = triesOf(document, preview)
  const seconds = waitingFor.timeoutMs === undefined ? null : Math.round(waitingFor.timeoutMs / 100) / 10
  const outcomes = waitingFor.choices.filter(({ key }) => !/^[0-9*#]+$/.test(key))
  const [first, ...others] = outcomes
  const shown = others.slice(0, 2)
  const folded = others.slice(2)
  return (
    <section className={classes.panel} aria-live="polite">
      <header>
        <i aria-hidden />
        <h3>{waitingFor.text}</h3>
        <span>
          {tries
            ? t('tryOf', { current: tries.current, max: tries.most })
            : waitingFor.kind === 'ring' && seconds !== null
              ? t('upTo', { time: seconds < 120 ? `${seconds} s` : clockText(seconds * 1000) })
              : ''}
        </span>
      </header>
      <div className={classes.main}>
        {first && (
          <button
            type="button"
            className={classes.outcome}
            data-answer={first.key === 'answered' || undefined}
            onClick={() => act({ outcome: first.key })}
          >
            {first.key === 'answered' && <PhoneCall size={15} aria-hidden />}
            {first.label}
          </button>
        )}
        {!isDead && (
          <button type="button" className={classes.outcome} onClick={() => act({ digits: '' })}>
            {seconds === null ? t('noKey') : t('noKeyFor', { seconds })}
          </button>
        )}
        <button type="button" className={classes.outcome} data-hangup onClick={() => act({ hangup: true })}>
          <PhoneOff size={15} aria-hidden />
          {t('hangsUp')}
        </button>
      </div>
      {others.length > 0 && (
        <div className={classes.others}>
          {shown.map(({ key, label }) => (
            <button key={key} type="button" className={classes.outcome} onClick={() => act({ outcome: key })}>
              {label}
            </button>
          ))}
          {folded.length > 0 && (
            <Menu position="top-end">
              <Menu.Target>
                <button type="button" className={classes.outcome}>
                  {t('otherCauses')}
                  <ChevronDown size={14} aria-hidden />
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                {folded.map(({ key, label }) => (
                  <Menu.Item key={key} onClick={() => act({ outcome: key })}>
                    {label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      )}
    </section>
  )
}
