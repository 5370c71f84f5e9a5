/** What came of a look-up that was tried: the reply to pick values from, or what went wrong and what to do. */
import { type Json, type JsonPlace, pathTo, readJson } from '@callflow-studio/model'
import type { TriedOut } from '@callflow-studio/model/api'
import { Plus } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { valueAt } from '../../state/value-at.ts'
import { Chip } from '../../ui/Chip.tsx'
import { formatSize, formatTook } from '../../ui/format.ts'
import { TextButton } from '../../ui/TextButton.tsx'
import { useStableKeys } from '../../ui/use-stable-keys.ts'
import { NoteLine } from '../form/FieldFrame.tsx'
import { useStep } from '../form/step-context.ts'
import { focusOn } from '../form/use-focus-field.ts'
import { KeepLine } from './KeepLine.tsx'
import { type Kept, keptPlaces, keptValues, lineFor, lostValues, type Pointed } from './kept-values.ts'
import { ReplyTree } from './ReplyTree.tsx'
import { rowId } from './reply-rows.ts'
import { SentRequestView } from './SentRequestView.tsx'
import { TakenExit } from './TakenExit.tsx'
import classes from './TryLookUp.module.css'

/** Status, duration and size, beside the heading. */
export function TryResult({ tried: { reply } }: { tried: TriedOut }) {
  const { t } = useTranslation('inspector')
  if (!reply) return <Chip tone="error">{t('notSent')}</Chip>
  const took = formatTook(reply.durationMs)
  return reply.ok ? (
    <>
      <Chip tone={isGood(reply.status) ? 'call' : 'warn'}>{reply.status}</Chip>
      <span>{`${took} · ${formatSize(new Blob([reply.text]).size)}`}</span>
    </>
  ) : (
    <>
      <Chip tone="error">{t('noReply')}</Chip>
      <span>{took}</span>
    </>
  )
}

export function TryReply({ tried, path }: { tried: TriedOut; path: string }) {
  const { t } = useTranslation('inspector')
  const { request, reply, failure, took } = tried
  return (
    <>
      {failure && (
        <div role="alert" className={classes.failure}>
          <NoteLine note={{ severity: 'error', message: failure.message }} />
          <p className={classes.hint}>{t(`advice.${failure.code.replace(/^.*\./, '')}`, { defaultValue: '' })}</p>
        </div>
      )}
      {reply?.ok && <Reply reply={reply} isExplained={failure !== null} path={path} />}
      <TakenExit exit={took} />
      {request && (
        <details className={classes.details}>
          <summary>{t('whatWasSent')}</summary>
          <SentRequestView request={request} />
        </details>
      )}
    </>
  )
}

interface ReplyProps {
  reply: Extract<NonNullable<TriedOut['reply']>, { ok: true }>
  /** Why nothing can be kept from it is said already. */
  isExplained: boolean
  path: string
}

function Reply({ reply, isExplained, path }: ReplyProps) {
  const { t } = useTranslation('inspector')
  const { node, set } = useStep()
  const [pointed, setPointed] = useState<Pointed | null>(null)
  const json = useMemo(() => parsed(reply.text), [reply.text])
  const value = valueAt(node.data, path)
  const lines = useMemo(() => keptValues(value), [value])
  const kept = useMemo(() => (json === undefined ? new Map<string, Kept[]>() : keptPlaces(lines, json)), [lines, json])
  const lost = json === undefined || !isGood(reply.status) ? [] : lostValues(lines, json)
  const lostKeys = useStableKeys(lost)

  /** What was pressed gets the focus back. */
  const opener = useRef<Element | null>(null)
  const point = (at: Pointed) => {
    opener.current = document.activeElement
    setPointed(at)
  }
  const toKept = (index: number) => focusOn(`${path}.${index}.name`)
  const pointAt = (place: JsonPlace) => {
    const [known] = kept.get(rowId(place)) ?? []
    const to = pathTo(place)
    if (known) toKept(known.index)
    else if (to !== null) point({ from: 'json', place, path: to })
  }
  const keep = (name: string) => {
    if (!pointed) return
    set(path, [...lines, lineFor(pointed, name)], true)
    done()
  }
  const done = () => {
    setPointed(null)
    if (opener.current instanceof HTMLElement) opener.current.focus()
  }
  const whole = (from: 'status' | 'text') => {
    const index = lines.findIndex((line) => line.from === from)
    return (
      <TextButton icon={index === -1 ? Plus : null} onClick={() => (index === -1 ? point({ from }) : toKept(index))}>
        {index === -1 ? t(`keep.${from}`) : t(`isKept.${from}`, { name: lines[index]?.name })}
      </TextButton>
    )
  }
  return (
    <>
      <div className={classes.reply}>
        {json === undefined ? (
          <pre className={classes.text}>{reply.text === '' ? t('emptyReply') : reply.text}</pre>
        ) : (
          <ReplyTree
            value={json}
            kept={kept}
            pointedAt={pointed?.from === 'json' ? pointed.place : null}
            onKeep={pointAt}
          />
        )}
        {pointed && <KeepLine key={keyOf(pointed)} pointed={pointed} lines={lines} onKeep={keep} onCancel={done} />}
      </div>
      <div className={classes.whole}>
        {whole('status')}
        {json === undefined && reply.text !== '' && whole('text')}
      </div>
      {json === undefined && !isExplained && reply.text !== '' && <p className={classes.hint}>{t('notJsonReply')}</p>}
      {json !== undefined && !isGood(reply.status) && <p className={classes.hint}>{t('onlyGood')}</p>}
      {lost.map(({ name, path: at = '' }, index) => (
        <NoteLine
          key={lostKeys[index]}
          note={{ severity: 'warning', message: t('lostValue', { name: name || t('name'), path: at }) }}
        />
      ))}
    </>
  )
}

const isGood = (status: number): boolean => status >= 200 && status < 300
const keyOf = (pointed: Pointed): string => (pointed.from === 'json' ? pointed.path : pointed.from)

/** @returns undefined where the text is no JSON */
function parsed(text: string): Json | undefined {
  try {
    return readJson(text)
  } catch {
    return undefined // HTML, plain text, nothing at all: shown as it came.
  }
}
