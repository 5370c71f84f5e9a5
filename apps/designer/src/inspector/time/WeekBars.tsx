import { type Hours, WEEKDAYS } from '@callflow-studio/model'
import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timeInWords, timeOfDay } from '../../browser-locale.ts'
import { useStep } from '../form/step-context.ts'
import { useBarDrag } from './use-bar-drag.ts'
import week from './WeekBars.module.css'
import {
  type Bar,
  barsOf,
  DAY,
  freeBar,
  isSameBar,
  moveBar,
  moveBegin,
  moveEnd,
  nowIn,
  type Piece,
  type PlacedBar,
  piecesOf,
  putBar,
  STEP,
  timesOf,
} from './week-bars.ts'

interface WeekBarsProps {
  weekly: readonly Hours[]
  /** IANA name. */
  zone: string
  now: Date
  onChange: (weekly: Hours[], isDiscrete?: boolean) => void
}

/** The week at a glance, to draw on: by pointer, or a bar at a time by keys. Past midnight a bar goes on in the next row. */
export function WeekBars({ weekly, zone, now, onChange }: WeekBarsProps) {
  const { t, i18n } = useTranslation('inspector')
  const id = useId()
  const step = useStep()
  const root = useRef<HTMLFieldSetElement>(null)
  /** Gets the focus as soon as it is drawn: it was moved, and may be another line's now. */
  const [wanted, setWanted] = useState<Bar | null>(null)
  const { shown, handlers } = useBarDrag(weekly, (next, bar) => {
    if (next) onChange(next, true)
    setWanted(bar)
  })
  const bars = barsOf(shown?.weekly ?? weekly)
  const clock = nowIn(zone, now)

  useEffect(() => {
    if (!wanted) return
    root.current?.querySelector<HTMLElement>(`[data-place="${placeName(wanted)}"]`)?.focus()
    setWanted(null)
  }, [wanted])

  const inWords = (bar: Bar) => {
    const { from, to } = timesOf(bar)
    const [begin, end] = [from, to].map((time) => timeInWords(time, i18n.language))
    return t('barOf', { day: t(`weekdays.${WEEKDAYS[bar.day] ?? 'mo'}`), from: begin, to: end })
  }
  const endVisit = ({ relatedTarget }: FocusEvent) => {
    // A bar that is rendered in another place loses the focus, and gets it back.
    if (relatedTarget instanceof Node && !root.current?.contains(relatedTarget)) step.endVisit()
  }
  const onKey = (event: KeyboardEvent, bar: PlacedBar) => {
    const after = afterKey(event, bar)
    if (after === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (after !== null && isSameBar(after, bar)) return
    onChange(putBar(weekly, bar, after), after === null)
    setWanted(after)
    if (after === null) root.current?.querySelector<HTMLElement>(`[data-add="${bar.day}"]`)?.focus()
  }
  const add = (day: number) => {
    const bar = freeBar(weekly, day)
    if (!bar) return
    onChange(putBar(weekly, null, bar), true)
    setWanted(bar)
  }
  const shortName = (name: (typeof WEEKDAYS)[number]) => t(`weekdays.${name}`).slice(0, 3)
  return (
    <fieldset
      ref={root}
      className={week.week}
      aria-label={t('week')}
      data-dragging={shown ? '' : undefined}
      onBlur={endVisit}
      {...handlers}
    >
      <div className={week.scale} aria-hidden>
        {[0, 6, 12, 18, 24].map((hour) => (
          <span key={hour} style={{ left: `${percent(hour * 60)}%` }}>
            {scaleHour(hour)}
          </span>
        ))}
      </div>
      {WEEKDAYS.map((name, day) => (
        <div key={name} className={week.day}>
          <button
            type="button"
            data-add={day}
            aria-label={t('addOn', { short: shortName(name), day: t(`weekdays.${name}`) })}
            onClick={() => add(day)}
          >
            {shortName(name)}
          </button>
          <div className={week.ground} data-day={day}>
            {bars.flatMap((bar) =>
              piecesOf(bar)
                .filter((piece) => piece.day === day)
                .map((piece) => (
                  <BarPiece
                    key={`${bar.line} ${placeName(bar)}`}
                    bar={bar}
                    piece={piece}
                    isHeld={shown !== null && isSameBar(bar, shown.bar)}
                    label={inWords(bar)}
                    hintId={`${id}-keys`}
                    onKey={onKey}
                  />
                )),
            )}
            {bars.every((bar) => piecesOf(bar).every((piece) => piece.day !== day)) && <small>{t('closedDay')}</small>}
            {clock?.day === day && <i className={week.now} style={{ left: `${percent(clock.minute)}%` }} aria-hidden />}
          </div>
        </div>
      ))}
      <p id={`${id}-keys`} className={week.hint}>
        {t('weekHint')}
      </p>
      <span className="visually-hidden" role="status">
        {shown && inWords(shown.bar)}
      </span>
    </fieldset>
  )
}

interface BarPieceProps {
  bar: PlacedBar
  piece: Piece
  isHeld: boolean
  label: string
  hintId: string
  onKey: (event: KeyboardEvent, bar: PlacedBar) => void
}

/** What goes on past midnight is held with the pointer only: the keys have the whole bar in its first piece. */
function BarPiece({ bar, piece, isHeld, label, hintId, onKey }: BarPieceProps) {
  const { from, to } = piece
  const isFirst = piece.day === bar.day
  const isLast = bar.from + bar.length <= DAY || !isFirst
  const shape = {
    className: week.bar,
    'data-bar': JSON.stringify(bar),
    'data-held': isHeld || undefined,
    style: { left: `${percent(from)}%`, width: `${percent(to - from)}%` },
    title: label,
  }
  const grips = (
    <>
      {isFirst && <i data-grip="begin" />}
      {isLast && <i data-grip="end" />}
    </>
  )
  if (!isFirst)
    return (
      <span {...shape} aria-hidden>
        {grips}
      </span>
    )
  return (
    <button
      type="button"
      {...shape}
      data-place={placeName(bar)}
      aria-label={label}
      aria-describedby={hintId}
      onKeyDown={(event) => onKey(event, bar)}
    >
      {grips}
    </button>
  )
}

/** @returns null: deleted; undefined: the key is none of ours */
function afterKey({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent, bar: Bar): Bar | null | undefined {
  if (altKey) return undefined
  if (key === 'Delete' || key === 'Backspace') return null
  const days = { ArrowUp: -DAY, ArrowDown: DAY }[key]
  if (days !== undefined) return shiftKey ? undefined : moveBar(bar, days)
  const minutes = { ArrowLeft: -STEP, ArrowRight: STEP }[key]
  if (minutes === undefined) return undefined
  if (!shiftKey) return moveBar(bar, minutes)
  return ctrlKey || metaKey ? moveBegin(bar, minutes) : moveEnd(bar, minutes)
}

/** An hour of the scale: 18, or 6p where the clock has 12 hours. */
const scaleHour = (hour: number): number | string =>
  timeOfDay().hourCycle === 'h23' ? hour : `${hour % 12 || 12}${hour % 24 < 12 ? 'a' : 'p'}`

const placeName = ({ day, from, length }: Bar): string => `${day} ${from} ${length}`
const percent = (minutes: number): number => (minutes / DAY) * 100
