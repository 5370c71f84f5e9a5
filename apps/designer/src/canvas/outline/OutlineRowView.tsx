import { setName, titleOf } from '@callflow-studio/model'
import { CornerLeftUp, Plus } from 'lucide-react'
import type { CSSProperties, KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { studioStore } from '../../state/studio-store.ts'
import { StepTile } from '../../step-ui/StepTile.tsx'
import { useCanvas } from '../canvas-store.ts'
import { summaryParts } from '../summary-parts.ts'
import classes from './Outline.module.css'
import type { OutlineRow } from './outline-rows.ts'

interface OutlineRowViewProps {
  row: OutlineRow
  isSelected: boolean
  /** Where Tab comes into the list. */
  isEntry: boolean
  isRenaming: boolean
  onRenamed: () => void
  onFocus: () => void
  onOpen: () => void
  onKeyDown: (event: KeyboardEvent) => void
}

export function OutlineRowView(props: OutlineRowViewProps) {
  const { row, isSelected, isEntry, isRenaming, onRenamed, onFocus, onOpen, onKeyDown } = props
  return (
    <div
      className={classes.row}
      style={{ '--depth': row.depth } as CSSProperties}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={isSelected}
      tabIndex={isEntry ? 0 : -1}
      data-row={row.id}
      data-step={row.kind === 'step' ? row.node.id : undefined}
      data-kind={row.kind}
      onFocus={(event) => {
        if (event.target === event.currentTarget) onFocus()
      }}
      onClick={() => {
        if (row.kind !== 'step') onOpen()
      }}
      onDoubleClick={onOpen}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) onKeyDown(event)
      }}
    >
      {row.kind === 'step' ? (
        <Step row={row} isRenaming={isRenaming} onRenamed={onRenamed} />
      ) : row.kind === 'repeat' ? (
        <Repeat row={row} />
      ) : (
        <Open row={row} />
      )}
    </div>
  )
}

function Step({
  row,
  isRenaming,
  onRenamed,
}: {
  row: OutlineRow & { kind: 'step' }
  isRenaming: boolean
  onRenamed: () => void
}) {
  const { t } = useTranslation('canvas')
  const badge = useCanvas((state) => state.badges[row.node.id])
  const problem = badge?.severity === 'error' ? badge.short : null
  return (
    <>
      <StepTile type={row.node.type} size={24} />
      <span className={classes.words}>
        {row.port !== null && <span className={classes.exit}>{row.port}</span>}
        {isRenaming ? (
          <Rename row={row} onRenamed={onRenamed} />
        ) : (
          <span className={classes.title}>{titleOf(row.node)}</span>
        )}
        <span className={classes.summary} data-missing={problem !== null || undefined}>
          {problem ??
            summaryParts(row.summary)
              .map(({ text }) => text)
              .join('')}
        </span>
      </span>
      {badge && (
        <span className={classes.badge} data-severity={badge.severity} title={t('problems', { count: badge.count })}>
          {badge.count}
        </span>
      )}
    </>
  )
}

function Rename({ row, onRenamed }: { row: OutlineRow; onRenamed: () => void }) {
  const { t } = useTranslation('canvas')
  return (
    <input
      className={classes.rename}
      aria-label={t('titleOfStep')}
      defaultValue={row.node.name ?? ''}
      placeholder={titleOf(row.node)}
      ref={selectAll}
      onBlur={(event) => {
        studioStore.getState().apply(setName(row.node.id, event.currentTarget.value.trim()))
        onRenamed()
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') event.currentTarget.value = row.node.name ?? ''
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}

/** Once, when it appears: a function of its own for each drawing would select the text again while it is being typed. */
const selectAll = (input: HTMLInputElement | null): void => input?.select()

function Repeat({ row }: { row: OutlineRow & { kind: 'repeat' } }) {
  const { t } = useTranslation('canvas')
  return (
    <>
      <CornerLeftUp size={15} className={classes.icon} aria-hidden />
      <span className={classes.words}>
        {row.port !== null && <span className={classes.exit}>{row.port}</span>}
        <span className={classes.summary}>{t('outline.continuesAt', { step: titleOf(row.node) })}</span>
      </span>
    </>
  )
}

function Open({ row }: { row: OutlineRow & { kind: 'open' } }) {
  const { t } = useTranslation('canvas')
  const words = row.ports.filter((port) => port !== null).join(', ')
  return (
    <>
      <Plus size={15} className={classes.icon} aria-hidden />
      <span className={classes.words}>
        <span className={classes.summary}>
          {words === '' ? t('outline.notConnected') : t('outline.openExits', { exits: words, count: row.ports.length })}
        </span>
      </span>
    </>
  )
}
