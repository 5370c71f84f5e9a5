import { type Category, type NodeDefinition, whyUnavailable } from '@callflow-studio/model'
import { ActionIcon } from '@mantine/core'
import { ChevronDown, ChevronRight, Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFlowKind } from '../state/flow-kind.ts'
import { addStep } from './add-step.ts'
import classes from './Palette.module.css'
import { findSteps, firstOf, groupsOf, isRare, mostUsed, type PaletteGroup } from './palette-groups.ts'
import { StepRows, type StepRowsProps } from './StepRows.tsx'

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

  const kind = useFlowKind()
  const [explained, setExplained] = useState<string | null>(null)
  const add = (definition: NodeDefinition) => {
    if (whyUnavailable(definition, kind)) return setExplained(definition.type)
    setExplained(null)
    addStep(definition.type)
    onClose?.()
  }
  const rows = { explained, onPress: add }

  const groups = groupsOf()
  const rare = groups.filter(({ category }) => isRare(category))
  const [isRareOpen, setRareOpen] = useState(rare.some(({ category }) => category === openedAt))
  const groupOf = ({ category, steps }: PaletteGroup) => (
    <Group key={category} category={category} steps={steps} isOpenAtFirst={category === openedAt} {...rows} />
  )
  const found = query.trim() === '' ? null : findSteps(query)
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
          <kbd>/</kbd>
        )}
      </div>
      <div className={classes.list}>
        {found ? (
          <Found query={query} found={found} {...rows} onClear={() => setQuery('')} />
        ) : (
          <>
            <h2 className={classes.heading}>{t('mostUsed')}</h2>
            <StepRows steps={mostUsed()} {...rows} />
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

interface FoundProps extends Omit<StepRowsProps, 'steps'> {
  query: string
  found: readonly NodeDefinition[]
  onClear: () => void
}

function Found({ query, found, onClear, ...rows }: FoundProps) {
  const { t } = useTranslation('palette')
  if (found.length > 0) return <StepRows steps={found} {...rows} />
  return (
    <p className={classes.empty} role="status">
      {t('nothingFound', { query: query.trim() })}
      <button type="button" className={classes.clear} onClick={onClear}>
        {t('clear')}
      </button>
    </p>
  )
}

interface GroupProps extends StepRowsProps {
  category: Category
  isOpenAtFirst: boolean
}

function Group({ category, steps, isOpenAtFirst, ...rows }: GroupProps) {
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
      {isOpen && <StepRows steps={isWhole ? steps : shown} {...rows} />}
      {isOpen && !isWhole && hidden > 0 && (
        <button type="button" className={classes.rest} onClick={() => setWhole(true)}>
          {t('moreOf', { count: hidden })}
        </button>
      )}
    </>
  )
}
