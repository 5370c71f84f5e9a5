/**
 * The sample phone: who calls, what they hear, and what they do. It runs the draft on the server by the code that
 * answers KAZOO; each press plays the call again from its start, so nothing is kept between two presses.
 */
import type { Preview } from '@callflow-studio/model/api'
import { ActionIcon, Tooltip } from '@mantine/core'
import { FastForward, FlaskConical, RotateCcw, Settings, StepBack, StepForward, Volume2, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timeBefore } from '../state/act-times.ts'
import { toRequest } from '../state/preview-scenario.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { usePreviewedDocument } from '../state/use-previewed-document.ts'
import { useIsNarrow } from '../ui/use-screen.ts'
import { CallerForm } from './CallerForm.tsx'
import { CallerPicker } from './CallerPicker.tsx'
import { ClockPicker } from './ClockPicker.tsx'
import { Keypad } from './Keypad.tsx'
import { keypadOf, press } from './keypad.ts'
import classes from './Phone.module.css'
import { Transcript } from './Transcript.tsx'
import { clockText } from './transcript.ts'
import { heardLine, typeAhead } from './typed-ahead.ts'
import { usePreviewKeys } from './use-preview-keys.ts'
import { useCallHighlight, usePreviewRun } from './use-preview-run.ts'
import { useRealTime } from './use-real-time.ts'
import { Waiting } from './Waiting.tsx'

export function Phone() {
  const { t } = useTranslation('preview')
  const isRunning = usePreviewRun()
  const document = usePreviewedDocument()
  const version = useStudio((state) => state.scenario.replay?.version ?? null)
  const preview = useStudio((state) => state.preview)
  const problem = useStudio((state) => state.previewProblem)
  const shown = useStudio((state) => state.shownLines)
  const does = useStudio((state) => state.scenario.actions)
  const caller = useStudio((state) => state.scenario.caller)
  const endPreview = useStudio((state) => state.endPreview)
  const isNarrow = useIsNarrow()
  const [isEditingCaller, setEditingCaller] = useState(false)
  const [entered, setEntered] = useEntry()
  /** The last line was reached step by step: one more step would begin at the first line again. */
  const [isThrough, setThrough] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a call that is played again has other lines
  useEffect(() => setThrough(false), [preview])
  const isRealTime = useStudio((state) => state.isRealTime)
  const isPlaying = useStudio((state) => state.isPlaying)
  const isLinkBroken = useStudio((state) => state.isLinkBroken)
  const { hasVoice, nowMs } = useRealTime(preview, caller.call.language)
  const [isAhead, setAhead] = useState(false)
  const heardAt = useHeardLine(preview)
  useCallHighlight(preview)
  useHttpLogDrawer(isNarrow)

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed belongs to what waited then
  useEffect(() => setEntered(''), [does, preview?.waitingFor?.nodeId])

  const { act, stepBack, restartCall, showLines, setRealTime } = studioStore.getState()
  const all = preview?.events.length ?? 0
  const waitingFor = shown === null ? (preview?.waitingFor ?? null) : null
  /** The line during which keys are pressed; null: the call waits for them. */
  const aheadAt = isAhead && !isPlaying ? heardAt : null
  const waiting = keypadOf(document, waitingFor)
  const keypad = isPlaying || aheadAt !== null ? { ...waiting, isDead: false } : waiting
  /** In real time something is done now; `afterMs` counts from what was done before. */
  const now = () => ({ afterMs: Math.max(0, Math.round(nowMs() - timeBefore(preview, does.length))) })
  const send = (digits: string) => {
    setAhead(false)
    if (isPlaying) act({ digits, ...now() })
    else if (preview && aheadAt !== null) {
      const { action, acts } = typeAhead(preview, aheadAt, digits)
      act(action, acts)
    } else act({ digits })
  }
  const pressKey = (key: string) => {
    if (keypad.isDead) return
    const next = press(entered.current, key, keypad)
    setEntered(next.send ? '' : next.entered)
    if (next.send) send(next.entered)
  }
  const hangUpNow = () => act({ hangup: true, ...now() })
  const step = () => {
    if (isThrough) return
    const next = shown === null ? 1 : shown + 1
    setThrough(next >= all)
    showLines(next >= all ? null : next)
  }
  const back = () => {
    if (entered.current !== '') setEntered(entered.current.slice(0, -1))
    else if (shown !== null) showLines(Math.max(1, shown - 1))
    else if (does.length > 0) stepBack()
  }
  usePreviewKeys({
    pressKey,
    noKey: () => (waiting.isDead ? undefined : act({ digits: '' })),
    hangUp: () => {
      if (isPlaying) hangUpNow()
      // While another server is asked, it is the studio that waits and not the caller's line.
      else if (waitingFor && waitingFor.kind !== 'look-up') act({ hangup: true })
    },
    stepBack: back,
    step,
  })

  return (
    <section className={classes.phone} aria-label={t('preview')} data-phone-panel>
      <header className={classes.head}>
        <h2>{t('preview')}</h2>
        <span className={classes.chip}>{version === null ? t('draft') : t('version', { version })}</span>
        <div className={classes.tools}>
          <Tool
            label={t('stepBack')}
            onPress={back}
            isDisabled={entered.current === '' && shown === null && does.length === 0}
          >
            <StepBack size={16} aria-hidden />
          </Tool>
          <Tool label={t('restart')} onPress={restartCall}>
            <RotateCcw size={16} aria-hidden />
          </Tool>
          <Tool label={t('realTime')} isPressed={isRealTime} onPress={() => setRealTime(!isRealTime)}>
            <Volume2 size={16} aria-hidden />
          </Tool>
          <Tool label={t('settings')} isPressed={isEditingCaller} onPress={() => setEditingCaller(!isEditingCaller)}>
            <Settings size={16} aria-hidden />
          </Tool>
          {isNarrow && (
            <Tool label={t('end')} onPress={endPreview}>
              <X size={17} aria-hidden />
            </Tool>
          )}
        </div>
        <div className={classes.pickers}>
          <CallerPicker onEdit={() => setEditingCaller(true)} />
          <ClockPicker />
        </div>
      </header>
      {isEditingCaller ? (
        <CallerForm key={caller.id} onDone={() => setEditingCaller(false)} />
      ) : (
        <>
          <dl className={classes.figures}>
            <Figure value={clockText(shownMs(preview, shown))} label={t('call')} />
            <Figure value={`${((preview?.silenceMs ?? 0) / 1000).toFixed(1)} s`} label={t('silence')} />
            <Figure
              value={String(preview?.exchanges.length ?? 0)}
              label={t('requests', { count: preview?.exchanges.length ?? 0 })}
            />
          </dl>
          <Transcript preview={preview} problem={problem} isRunning={isRunning} />
          {isLinkBroken && (
            <p className={classes.notice} role="alert">
              {t('brokenLink')}
            </p>
          )}
          {isRealTime && !hasVoice && <p className={classes.notice}>{t('noVoice')}</p>}
          <Waiting preview={preview} shown={shown} isDead={waiting.isDead} isRunning={isRunning} onHangUp={hangUpNow} />
          <Keypad
            keypad={keypad}
            entered={entered.current}
            aheadAt={aheadAt === null ? null : (preview?.events[aheadAt]?.text ?? '')}
            onPress={pressKey}
            onSend={() => send(entered.current)}
            onClear={() => setEntered('')}
          />
          <footer className={classes.foot}>
            {preview && !isPlaying && (
              <button type="button" className={classes.button} onClick={() => saveAsTest(preview)}>
                <FlaskConical size={15} aria-hidden />
                {t('saveAsTest')}
              </button>
            )}
            {heardAt !== null && !isPlaying && (
              <Tooltip label={t('aheadHint')} disabled={isAhead}>
                <button
                  type="button"
                  className={classes.button}
                  aria-pressed={isAhead}
                  onClick={() => setAhead(!isAhead)}
                >
                  <FastForward size={15} aria-hidden />
                  {t('ahead')}
                </button>
              </Tooltip>
            )}
            <Tooltip label={t('stepHint')}>
              <button type="button" className={classes.button} onClick={step} disabled={all === 0 || isThrough}>
                <StepForward size={15} aria-hidden />
                {t('step')}
              </button>
            </Tooltip>
          </footer>
        </>
      )}
    </section>
  )
}

/** The line during which keys can be typed ahead: the last one heard up to the selected one. */
function useHeardLine(preview: Preview | null): number | null {
  const selected = useStudio((state) => state.selectedLine)
  const shown = useStudio((state) => state.shownLines)
  return preview && heardLine(preview, selected ?? (shown === null ? null : shown - 1))
}

/** The call is written down as it was played: with the replies that it got. */
const saveAsTest = (preview: Preview): void => {
  const { scenario, recordedReplies, setSavedPreview } = studioStore.getState()
  setSavedPreview({ request: toRequest(scenario, recordedReplies), preview })
}

/** How far the call has come, as far as it is shown. */
const shownMs = (preview: Preview | null, shown: number | null): number =>
  (shown === null ? preview?.durationMs : preview?.events[shown - 1]?.atMs) ?? 0

/** Keys pressed and not sent yet. Known at once and not with the next drawing: two keys may come faster than that. */
function useEntry() {
  const [, draw] = useState('')
  const entered = useRef('')
  const set = (keys: string) => {
    entered.current = keys
    draw(keys)
  }
  return [entered, set] as const
}

/** Opens the requests along with the phone where both have room, and closes them with it unless another tab was opened. */
function useHttpLogDrawer(isNarrow: boolean) {
  useEffect(() => {
    const { drawer, setDrawer } = studioStore.getState()
    if (isNarrow || drawer.isOpen) return
    setDrawer({ isOpen: true, tab: 'requests' })
    return () => {
      if (studioStore.getState().drawer.tab === 'requests') setDrawer({ isOpen: false })
    }
  }, [isNarrow])
}

function Figure({ value, label }: { value: string; label: string }) {
  return (
    <div>
      <dd>{value}</dd>
      <dt>{label}</dt>
    </div>
  )
}

interface ToolProps {
  label: string
  isPressed?: boolean
  isDisabled?: boolean
  onPress: () => void
  children: React.ReactNode
}

function Tool({ label, isPressed, isDisabled = false, onPress, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} aria-pressed={isPressed} disabled={isDisabled} onClick={onPress}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
