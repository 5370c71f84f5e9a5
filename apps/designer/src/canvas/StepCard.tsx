import { setName } from '@callflow-studio/model'
import type { NodeProps } from '@xyflow/react'
import { useTranslation } from 'react-i18next'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { StepTile } from '../step-ui/StepTile.tsx'
import type { Badge } from './badges.ts'
import { useCanvas, useCanvasStore } from './canvas-store.ts'
import { StepCoverage } from './coverage/StepCoverage.tsx'
import { NoteCard } from './NoteCard.tsx'
import { type PathState, pathStateOfNode } from './path-state.ts'
import type { StepNode } from './projection.ts'
import classes from './StepCard.module.css'
import { PortLabels, Ports } from './StepPorts.tsx'
import { summaryParts } from './summary-parts.ts'
import { StepTraffic } from './traffic/StepTraffic.tsx'

/** A step: tile, title, what the caller notices, and its ports with their labels. Start and fallback are pills. */
export function StepCard({ id, data, selected }: NodeProps<StepNode>) {
  const { node, card, title } = data
  const badge = useCanvas((state) => state.badges[id])
  const path = useCanvas(pathStateOfNode(id))
  const drop = useCanvas((state) => {
    const dropTarget = state.dropTarget ?? state.pendingConnection
    if (dropTarget?.over === id) return dropTarget.refusal === null ? 'accept' : 'refuse'
    return state.dropCard === id ? 'accept' : undefined
  })
  const isMissed = useCanvas((state) => state.coverage?.steps[id] === true)
  const isDragged = useCanvas((state) => !state.isProposal && state.places?.[id] !== undefined)
  if (card.shape === 'note') return <NoteCard node={node} card={card} isSelected={selected} />
  const isPlain = path === null
  return (
    <div
      className={classes.card}
      data-shape={card.shape}
      data-selected={selected || undefined}
      data-dragged={isDragged || undefined}
      data-path={path ?? undefined}
      data-severity={(isPlain && badge?.severity) || undefined}
      data-missed={isMissed || undefined}
      data-unreachable={(isPlain && badge?.isUnreachable) || undefined}
      data-drop={drop}
      style={{ width: card.width, height: card.height }}
    >
      <div className={classes.head} style={{ height: card.head - 2 }} data-tall={card.head > 58 || undefined}>
        <StepTile type={node.type} size={card.shape === 'pill' ? 28 : 32} />
        <div className={classes.words}>
          <Title id={id} title={title} name={node.name ?? ''} />
          <Summary text={card.summary} badge={badge} />
        </div>
      </div>
      {card.hasRow && <PortLabels card={card} />}
      <Ports nodeId={id} card={card} title={title} />
      <Corners id={id} badge={badge} path={path} />
      <StepTraffic id={id} />
      <StepCoverage isMissed={isMissed} />
    </div>
  )
}

function Title({ id, title, name }: { id: string; title: string; name: string }) {
  const { t } = useTranslation('canvas')
  const store = useCanvasStore()
  const isRenaming = useCanvas((state) => state.renaming === id)
  if (!isRenaming)
    return (
      <span className={classes.title} data-title>
        {title}
      </span>
    )
  const end = (text: string) => {
    studioStore.getState().apply(setName(id, text.trim()))
    store.getState().set({ renaming: null })
  }
  return (
    <input
      className={`${classes.rename} nodrag nopan`}
      aria-label={t('titleOfStep')}
      defaultValue={name}
      placeholder={title}
      ref={selectAll}
      onBlur={(event) => end(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        const card = event.currentTarget.closest<HTMLElement>('.react-flow__node')
        // The blur takes over what is in the field.
        if (event.key === 'Escape') event.currentTarget.value = name
        card?.focus()
      }}
    />
  )
}

/** Once, when it appears: a function of its own for each drawing would select the text again while it is being typed. */
const selectAll = (input: HTMLInputElement | null): void => input?.select()

/** What the caller notices, with values as pills; an unfinished step says in red what is missing. */
function Summary({ text, badge }: { text: string; badge: Badge | undefined }) {
  if (badge?.severity === 'error' && badge.short !== null)
    return (
      <span className={classes.summary} data-missing>
        {badge.short}
      </span>
    )
  return (
    <span className={classes.summary}>
      {summaryParts(text).map((part, index) =>
        part.kind === 'value' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one line have no other identity
          <code key={index} className={classes.value}>
            {part.text}
          </code>
        ) : (
          part.text
        ),
      )}
    </span>
  )
}

/** Top left the step's number in the call, top right its problems, or what happened to it between two versions. */
function Corners({ id, badge, path }: { id: string; badge: Badge | undefined; path: PathState }) {
  const { t } = useTranslation('canvas')
  const number = useCanvas((state) => state.highlight?.steps[id])
  const isBreakpoint = useStudio((state) => state.breakpoints.includes(id))
  const isCompared = path === 'added' || path === 'changed' || path === 'removed'
  return (
    <>
      {number !== undefined && (
        <span className={classes.number} title={t('stepOfCall', { number })}>
          {number}
        </span>
      )}
      {isBreakpoint && (
        <span className={classes.pause} role="img" aria-label={t('pausesHere')} title={t('pausesHere')} />
      )}
      {isCompared && (
        <span className={classes.tag} data-kind={path}>
          {t(path)}
        </span>
      )}
      {badge && path === null && (
        <span className={classes.badge} data-severity={badge.severity} title={t('problems', { count: badge.count })}>
          {badge.count}
        </span>
      )}
    </>
  )
}
