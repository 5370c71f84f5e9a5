/**
 * The sample phone: who calls, what they hear, and what they do. It runs the draft on the server by the code that
 * answers KAZOO; each press plays the call again from its start, so nothing is kept between two presses.
 */
import { ActionIcon, Tooltip } from '@mantine/core'
import { RotateCcw, Settings, StepBack, StepForward, Volume2, VolumeX, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { useIsNarrow } from '../ui/use-screen.ts'
import { CallerForm } from './CallerForm.tsx'
import { CallerPicker } from './CallerPicker.tsx'
import { ClockPicker } from './ClockPicker.tsx'
import { Keypad } from './Keypad.tsx'
import { keypadOf, press } from './keypad.ts'
import classes from './Phone.module.css'
import { Transcript } from './Transcript.tsx'
import { clockText } from './transcript.ts'
import { usePreviewKeys } from './use-preview-keys.ts'
import { useCallHighlight, usePreviewRun } from './use-preview-run.ts'
import { useReadAloud } from './use-read-aloud.ts'
import { Waiting } from './Waiting.tsx'

export function Phone() {
  const { t } = useTranslation('preview')
  const isRunning = usePreviewRun()
  const document = useStudio((state) => state.document)
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
  const reading = useReadAloud(preview, caller.call.language)
  useCallHighlight(preview)
  useHttpLogDrawer(isNarrow)

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed belongs to what waited then
  useEffect(() => setEntered(''), [does, preview?.waitingFor?.nodeId])

  const { act, stepBack, restartCall, showLines } = studioStore.getState()
  const all = preview?.events.length ?? 0
  const waitingFor = shown === null ? (preview?.waitingFor ?? null) : null
  const keypad = keypadOf(document, waitingFor)
  const pressKey = (key: string) => {
    if (keypad.isDead) return
    const next = press(entered.current, key, keypad)
    setEntered(next.send ? '' : next.entered)
    if (next.send) act({ digits: next.entered })
  }
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
    noKey: () => (keypad.isDead ? undefined : act({ digits: '' })),
    // While another server is asked, it is the studio that waits and not the caller's line.
    hangUp: () => (waitingFor && waitingFor.kind !== 'look-up' ? act({ hangup: true }) : undefined),
    stepBack: back,
    step,
  })

  return (
    <section className={classes.phone} aria-label={t('preview')} data-phone-panel>
      <header className={classes.head}>
        <h2>{t('preview')}</h2>
        <span className={classes.chip}>{t('draft')}</span>
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
          {reading.isAvailable && (
            <Tool
              label={t(reading.isOn ? 'stopReading' : 'readAloud')}
              isPressed={reading.isOn}
              onPress={reading.toggle}
            >
              {reading.isOn ? <VolumeX size={16} aria-hidden /> : <Volume2 size={16} aria-hidden />}
            </Tool>
          )}
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
            <Figure value={clockText(preview?.durationMs ?? 0)} label={t('call')} />
            <Figure value={`${((preview?.silenceMs ?? 0) / 1000).toFixed(1)} s`} label={t('silence')} />
            <Figure
              value={String(preview?.exchanges.length ?? 0)}
              label={t('requests', { count: preview?.exchanges.length ?? 0 })}
            />
          </dl>
          <Transcript preview={preview} problem={problem} isRunning={isRunning} />
          <Waiting preview={preview} shown={shown} isDead={keypad.isDead} isRunning={isRunning} />
          <Keypad
            keypad={keypad}
            entered={entered.current}
            onPress={pressKey}
            onSend={() => act({ digits: entered.current })}
            onClear={() => setEntered('')}
          />
          <footer className={classes.foot}>
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
