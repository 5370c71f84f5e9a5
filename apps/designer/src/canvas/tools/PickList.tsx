/**
 * A list with a line to search it: the next step, a way out, a target, a step to find, an action. The cursor stays in
 * the line while the arrows go through the list.
 */
import { useStore } from '@xyflow/react'
import { Search } from 'lucide-react'
import {
  type CSSProperties,
  Fragment,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { Point } from '../geometry.ts'
import { useCovered } from '../use-covered.ts'
import classes from './PickList.module.css'

export interface PickItem {
  id: string
  content: ReactNode
  /** Why it cannot be chosen, in words. */
  refusal?: string | null
  /** Stands above the first item that has it. */
  heading?: string | undefined
}

interface PickListProps {
  label: string
  placeholder: string
  items: readonly PickItem[]
  query: string
  onQuery: (query: string) => void
  onPick: (id: string) => void
  /** Called whenever another item is the one that Enter would choose. */
  onActive?: (id: string | null) => void
  /** @param isAway the user went elsewhere: the focus stays there */
  onClose: (isAway: boolean) => void
  /** The place on the canvas that it belongs to; else in the middle, or aside, where it hides least of the drawing. */
  at: Point | 'middle' | 'aside'
  width?: number
}

const EDGE = 8
const DISTANCE = 14
const LEAST_HEIGHT = 300
const ASIDE = 12
/** So much of it the drawing can spare, where it is shown what the list is at. */
const LOW = 320
const TALL = 440

export function PickList(props: PickListProps) {
  const { label, placeholder, items, query, onQuery, onPick, onActive, onClose, at, width = 280 } = props
  const { t } = useTranslation('canvas')
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const active = items.find((item) => item.id === chosen) ?? items.find(({ refusal }) => !refusal) ?? items[0]
  const activeId = active?.id ?? null
  const style = usePlace(at, width)
  useCloseOutside(box, () => onClose(true))

  const told = useRef(onActive)
  told.current = onActive
  useEffect(() => {
    told.current?.(activeId)
    if (activeId !== null) box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  const pick = (item: PickItem | undefined) => {
    if (item && !item.refusal) onPick(item.id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') pick(active)
    else if (event.key === 'Escape' || event.key === 'Tab') onClose(false)
    else if (by && active) {
      const index = items.indexOf(active)
      setChosen(items[(index + by + items.length) % items.length]?.id ?? null)
    } else return
    event.preventDefault()
  }
  return (
    <div
      ref={box}
      className={`${classes.box} nowheel nodrag nopan`}
      style={style}
      role="dialog"
      aria-label={label}
      data-over-canvas={at === 'aside' || undefined}
    >
      <div className={classes.search}>
        <Search size={15} aria-hidden />
        <input
          // biome-ignore lint/a11y/noAutofocus: it was opened by a press of a key or a button, to be typed into
          autoFocus
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={id}
          aria-activedescendant={active ? `${id}-${items.indexOf(active)}` : undefined}
          placeholder={placeholder}
          value={query}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setChosen(null)
            onQuery(event.currentTarget.value)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={classes.list} role="listbox" id={id} aria-label={label}>
        {items.map((item, index) => (
          <Fragment key={item.id}>
            {item.heading !== undefined && item.heading !== items[index - 1]?.heading && (
              <div className={classes.heading} role="presentation">
                {item.heading}
              </div>
            )}
            <div
              id={`${id}-${index}`}
              className={classes.item}
              role="option"
              tabIndex={-1}
              aria-selected={item === active}
              aria-disabled={item.refusal ? true : undefined}
              onPointerMove={() => setChosen(item.id)}
              onClick={() => pick(item)}
              onKeyDown={onKeyDown}
            >
              {item.content}
              {item.refusal && <span className={classes.refusal}>{item.refusal}</span>}
            </div>
          </Fragment>
        ))}
        {items.length === 0 && (
          <p className={classes.empty} role="status">
            {t('actions.nothingFound', { query: query.trim() })}
            <button type="button" onClick={() => onQuery('')}>
              {t('actions.clear')}
            </button>
          </p>
        )}
      </div>
    </div>
  )
}

/** Below its place, or above it where there is more room; never beyond the canvas. */
function usePlace(at: PickListProps['at'], width: number): CSSProperties {
  const canvas = { width: useStore((state) => state.width), height: useStore((state) => state.height) }
  const free = canvas.width - useCovered()
  if (at === 'middle' || at === 'aside') {
    const spare = Math.max(0, free - width)
    const left = at === 'middle' ? spare / 2 : Math.max(0, spare - ASIDE)
    return { width, left, top: ASIDE, maxHeight: Math.min(at === 'aside' ? LOW : TALL, canvas.height - 2 * ASIDE) }
  }
  const left = Math.min(Math.max(EDGE, at.x - width / 2), Math.max(EDGE, free - width - EDGE))
  const y = Math.min(Math.max(EDGE, at.y), canvas.height - EDGE)
  const below = canvas.height - y - DISTANCE - EDGE
  const above = y - DISTANCE - EDGE
  return below >= LEAST_HEIGHT || below >= above
    ? { width, left, top: y + DISTANCE, maxHeight: below }
    : { width, left, bottom: canvas.height - y + DISTANCE, maxHeight: above }
}

function useCloseOutside(box: React.RefObject<HTMLElement | null>, close: () => void) {
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) latest.current()
    }
    // Caught early: the canvas keeps presses on its ground to itself.
    window.addEventListener('pointerdown', onPress, { capture: true })
    return () => window.removeEventListener('pointerdown', onPress, { capture: true })
  }, [box])
}
