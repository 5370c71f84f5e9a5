import type { Preview } from '@callflow-studio/model/api'
import { Button, Tooltip } from '@mantine/core'
import { AudioLines, BellRing } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { placeLookUps } from '../state/preview-look-ups.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { usePreviewedDocument } from '../state/use-previewed-document.ts'
import { LookUpNote } from './LookUpNote.tsx'
import classes from './Transcript.module.css'
import { type TranscriptLine, transcriptOf } from './transcript.ts'
import { WriteNote } from './WriteNote.tsx'

interface TranscriptProps {
  preview: Preview | null
  problem: string | null
  isRunning: boolean
}

/** What the caller hears, what the studio decides, and what the caller does, by the clock of the call. */
export function Transcript({ preview, problem, isRunning }: TranscriptProps) {
  const { t } = useTranslation('preview')
  const document = usePreviewedDocument()
  const shown = useStudio((state) => state.shownLines)
  const end = useRef<HTMLDivElement>(null)
  const replay = useStudio((state) => state.replay)
  const all = useMemo(
    () => (preview ? transcriptOf(document, preview.events, placeLookUps(preview.lookUps ?? []), preview.writes) : []),
    [document, preview],
  )
  const lines = all.slice(0, shown ?? undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line comes into view
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
  }, [lines.length, preview, problem])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it scrolls, and the arrow keys select its lines
    <div
      className={classes.scroll}
      aria-busy={isRunning}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by keyboard
      tabIndex={0}
      onKeyDown={(event) => moveLine(event, lines.length)}
    >
      <ol className={classes.lines} data-end={preview?.end} aria-label={t('transcript')} aria-live="polite">
        {lines.map((line) => (
          <Line key={line.index} line={line} />
        ))}
      </ol>
      {problem !== null && (
        <div className={classes.problem} role="alert">
          <p>{t('failed', { why: problem })}</p>
          <Button size="xs" onClick={replay}>
            {t('tryAgain')}
          </Button>
        </div>
      )}
      {preview === null && problem === null && <p className={classes.loading}>{t('loading')}</p>}
      <div ref={end} />
    </div>
  )
}

/** The arrow keys select the previous or the next line. */
function moveLine(event: KeyboardEvent, count: number) {
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
  if (step === 0 || count === 0) return
  event.preventDefault()
  const { selectedLine, selectLine } = studioStore.getState()
  const next = Math.max(0, Math.min(count - 1, (selectedLine ?? count) + step))
  if (next !== selectedLine) selectLine(next)
}

function Line({ line }: { line: TranscriptLine }) {
  const { t } = useTranslation('preview')
  const isSelected = useStudio((state) => state.selectedLine === line.index)
  const { selectLine } = studioStore.getState()
  return (
    <li
      className={classes.line}
      data-kind={line.kind}
      data-selected={isSelected || undefined}
      aria-current={isSelected}
    >
      <Time line={line} />
      {line.kind === 'request' ? (
        <button
          type="button"
          className={classes.request}
          aria-label={t('openRequest', { number: line.exchange + 1 })}
          onClick={() => openRequest(line)}
        >
          {t('request', { number: line.exchange + 1 })}
        </button>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the list select lines too
        // biome-ignore lint/a11y/useKeyWithClickEvents: the same
        <div className={classes.said} onClick={() => selectLine(line.index)}>
          <Words line={line} />
          {line.lookUp && <LookUpNote lookUp={line.lookUp} />}
          {line.write && <WriteNote write={line.write} />}
        </div>
      )}
    </li>
  )
}

/** Leads back to where the caller may still do something else, where something was done since. */
function Time({ line }: { line: TranscriptLine }) {
  const { t } = useTranslation('preview')
  const isEarlier = useStudio((state) => line.acts < state.scenario.actions.length)
  const { goBackTo } = studioStore.getState()
  if (!isEarlier) return <time>{line.time}</time>
  return (
    <Tooltip label={t('goBackTo', { time: line.time })} openDelay={300}>
      <button
        type="button"
        className={classes.back}
        aria-label={t('goBackTo', { time: line.time })}
        onClick={() => goBackTo(line.acts)}
      >
        <time>{line.time}</time>
      </button>
    </Tooltip>
  )
}

function Words({ line }: { line: TranscriptLine }) {
  const { t } = useTranslation('preview')
  const goTo = useStudio((state) => state.goTo)
  const isAhead = useStudio((state) => state.scenario.actions[line.acts]?.afterMs !== undefined)
  switch (line.kind) {
    case 'speech':
      return <p className={classes.bubble}>{line.text}</p>
    case 'media':
    case 'tone':
      return (
        <p className={classes.bubble}>
          {line.kind === 'media' ? <AudioLines size={14} aria-hidden /> : <BellRing size={14} aria-hidden />}
          {line.text}
        </p>
      )
    case 'caller':
      return (
        <p className={classes.caller}>
          {line.key !== null && <kbd>{line.key}</kbd>}
          {line.text || (isAhead && t('typedAhead'))}
        </p>
      )
    default: {
      const { nodeId } = line
      const words = (
        <>
          {line.text}
          {line.took !== null && (
            <>
              {/[?!]$/.test(line.text) ? ' ' : ': '}
              <b>{line.took}</b>
            </>
          )}
        </>
      )
      if (nodeId === null) return <p className={classes.words}>{words}</p>
      return (
        <button type="button" className={classes.words} onClick={() => goTo(nodeId)}>
          {words}
        </button>
      )
    }
  }
}

function openRequest({ index, exchange }: TranscriptLine) {
  const { selectLine, selectedLine, showRequest, setDrawer } = studioStore.getState()
  if (selectedLine !== index) selectLine(index)
  showRequest(exchange)
  setDrawer({ isOpen: true, tab: 'requests' })
}
