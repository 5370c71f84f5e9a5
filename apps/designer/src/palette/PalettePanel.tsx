import type { Category, NodeDefinition } from '@callflow-studio/model'
import { ActionIcon } from '@mantine/core'
import { ChevronDown, ChevronRight, GripVertical, Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import { StepTile } from '../ui/StepTile.tsx'
import { addStep } from './add-step.ts'
import classes from './Palette.module.css'
import { findSteps, firstOf, groupsOf, isMissingIn, isRare, type PaletteGroup, usedMost } from './palette-groups.ts'

interface PalettePanelProps {
  /** The category to unfold and show. */
  openedAt?: string | null
  /** Given where the panel lies over the canvas. */
  onClose?: () => void
}

export function PalettePanel({ openedAt = null, onClose }: PalettePanelProps) {
  const { t } = useTranslation('palette')
  const [query, setQuery] = useState('')
  const search = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (onClose && openedAt === null) search.current?.focus()
  }, [onClose, openedAt])

  const groups = groupsOf()
  const rare = groups.filter(({ category }) => isRare(category))
  const [isRareOpen, setRareOpen] = useState(rare.some(({ category }) => category === openedAt))
  const groupOf = ({ category, steps }: PaletteGroup) => (
    <Group key={category} category={category} steps={steps} isOpenAtFirst={category === openedAt} onAdd={add} />
  )
  const found = query.trim() === '' ? null : findSteps(query)
  const add = (definition: NodeDefinition) => {
    addStep(definition.type)
    onClose?.()
  }
  return (
    <section
      className={classes.panel}
      data-over={onClose !== undefined || undefined}
      aria-label={t('palette')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && onClose) onClose()
      }}
    >
      <div className={classes.search}>
        <Search size={15} aria-hidden />
        <input
          ref={search}
          type="search"
          data-palette-search
          aria-label={t('find')}
          placeholder={t('find')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            const [first] = found ?? []
            if (event.key === 'Enter' && first) add(first)
            if (event.key === 'Escape' && query !== '') {
              event.stopPropagation()
              setQuery('')
            }
          }}
        />
        {onClose ? (
          <ActionIcon size="sm" aria-label={t('close')} onClick={onClose}>
            <X size={15} aria-hidden />
          </ActionIcon>
        ) : (
          <kbd className={classes.key}>/</kbd>
        )}
      </div>
      <div className={classes.list}>
        {found ? (
          <Found query={query} found={found} onAdd={add} onClear={() => setQuery('')} />
        ) : (
          <>
            <h2 className={classes.heading}>{t('usedMost')}</h2>
            <Rows steps={usedMost()} onAdd={add} />
            <h2 className={classes.heading}>{t('allSteps')}</h2>
            {groups.filter(({ category }) => !isRare(category)).map(groupOf)}
            <button
              type="button"
              className={classes.group}
              aria-expanded={isRareOpen}
              onClick={() => setRareOpen(!isRareOpen)}
            >
              {isRareOpen ? <ChevronDown size={15} aria-hidden /> : <ChevronRight size={15} aria-hidden />}
              <span>{t('rare')}</span>
              <small>{rare.reduce((count, { steps }) => count + steps.length, 0)}</small>
            </button>
            {isRareOpen && <div className={classes.inside}>{rare.map(groupOf)}</div>}
          </>
        )}
      </div>
      <footer className={classes.legend}>
        <span>
          <i data-square aria-hidden />
          {t('noticed')}
        </span>
        <span>
          <i aria-hidden />
          {t('silent')}
        </span>
      </footer>
    </section>
  )
}

interface RowsProps {
  steps: readonly NodeDefinition[]
  onAdd: (definition: NodeDefinition) => void
}

function Found({
  query,
  found,
  onAdd,
  onClear,
}: {
  query: string
  found: readonly NodeDefinition[]
  onAdd: RowsProps['onAdd']
  onClear: () => void
}) {
  const { t } = useTranslation('palette')
  if (found.length > 0) return <Rows steps={found} onAdd={onAdd} />
  return (
    <p className={classes.empty} role="status">
      {t('nothingFound', { query: query.trim() })}
      <button type="button" className={classes.clear} onClick={onClear}>
        {t('clear')}
      </button>
    </p>
  )
}

function Group({ category, steps, isOpenAtFirst, onAdd }: RowsProps & { category: Category; isOpenAtFirst: boolean }) {
  const { t } = useTranslation('palette')
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const [isWhole, setWhole] = useState(false)
  const { shown, hidden } = firstOf(steps)
  const head = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!isOpenAtFirst) return
    head.current?.scrollIntoView({ block: 'start' })
    head.current?.focus()
  }, [isOpenAtFirst])
  return (
    <>
      <button
        ref={head}
        type="button"
        className={classes.group}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? <ChevronDown size={15} aria-hidden /> : <ChevronRight size={15} aria-hidden />}
        <span>{category}</span>
        <small>{steps.length}</small>
      </button>
      {isOpen && <Rows steps={isWhole ? steps : shown} onAdd={onAdd} />}
      {isOpen && !isWhole && hidden > 0 && (
        <button type="button" className={classes.rest} onClick={() => setWhole(true)}>
          {t('moreOf', { count: hidden })}
        </button>
      )}
    </>
  )
}

/** What the canvas reads from a drag. */
const DRAG_TYPE = 'application/x-callflow-step'

function Rows({ steps, onAdd }: RowsProps) {
  const { t } = useTranslation('palette')
  const format = useStudio((state) => state.document.settings.format)
  return (
    <ul>
      {steps.map((definition) => (
        <li key={definition.type}>
          <button
            type="button"
            className={classes.row}
            data-dim={isMissingIn(format, definition) || undefined}
            draggable
            title={isMissingIn(format, definition) ? t('notInTwimlWhy') : definition.help}
            onClick={() => onAdd(definition)}
            onDragStart={(event) => {
              event.dataTransfer.setData(DRAG_TYPE, definition.type)
              event.dataTransfer.effectAllowed = 'copyMove'
            }}
          >
            <StepTile type={definition.type} size={24} />
            <span>{definition.title}</span>
            {isMissingIn(format, definition) && <small>{t('notInTwiml')}</small>}
            <GripVertical size={15} className={classes.grip} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
