import { connect, titleOf } from '@callflow-studio/model'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFlowKind } from '../../state/flow-kind.ts'
import { studioStore, useStudio } from '../../state/studio-store.ts'
import { StepTile } from '../../step-ui/StepTile.tsx'
import type { ListItem } from '../../ui/SearchList.tsx'
import { type QuickAdd, useCanvas } from '../canvas-store.ts'
import type { ActionTools } from '../tools/action.ts'
import { canvasText } from '../tools/canvas-text.ts'
import { focusEdge, focusedStep, focusStep } from '../tools/focus.ts'
import classes from '../tools/PickList.module.css'
import { PickList } from '../tools/PickList.tsx'
import { addedStep } from './added-step.ts'
import { existingSteps } from './existing-steps.ts'
import { likelySteps, offeredSteps } from './find-steps.ts'

/** The list of steps at the place where one is wanted: three likely ones first, then what a search finds. */
export function QuickAddList({ tools }: { tools: ActionTools }) {
  const quickAdd = useCanvas((state) => state.quickAdd)
  if (!quickAdd) return null
  return <OpenList key={JSON.stringify(quickAdd.purpose)} tools={tools} quickAdd={quickAdd} />
}

/** The inspector's word for whichever field comes first. */
const FIRST_FIELD = ''

function OpenList({ tools, quickAdd }: { tools: ActionTools; quickAdd: QuickAdd }) {
  const { t } = useTranslation('canvas')
  const document = useStudio((state) => state.document)
  const kind = useFlowKind()
  const [query, setQuery] = useState(tools.store.getState().query)
  const { purpose } = quickAdd

  const close = (isAway: boolean) => {
    tools.store.getState().set({ quickAdd: null })
    if (!isAway) giveBackFocus(tools, purpose)
  }
  const connectTo = (target: string) => {
    if (purpose.kind !== 'after') return
    const { apply, select } = studioStore.getState()
    apply(connect(purpose.from, target))
    select([purpose.from.nodeId])
    tools.store.getState().set({ quickAdd: null, selectedPort: null, announcement: canvasText('actions.connected') })
    focusStep(tools.root, purpose.from.nodeId)
  }
  const pick = (id: string) => {
    if (id.startsWith(EXISTING)) return connectTo(id.slice(EXISTING.length))
    const type = id.replace(LIKELY, '')
    const added = addedStep(document, quickAdd, type)
    tools.store.getState().set({ quickAdd: null, selectedPort: null })
    if (!added) return
    const { apply, goTo } = studioStore.getState()
    apply(added.command)
    goTo(added.nodeId, FIRST_FIELD)
    tools.store.getState().set({ announcement: canvasText('quickAdd.added') })
    // A step without fields leaves the focus nowhere.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (isNowhere()) focusStep(tools.root, added.nodeId)
      }),
    )
  }
  return (
    <PickList
      label={t(`quickAdd.${purpose.kind}`)}
      placeholder={t('quickAdd.search')}
      items={itemsOf(
        {
          likely: likelySteps(document, purpose, kind),
          existing: existingSteps(document, quickAdd, query),
          offered: offeredSteps(document, purpose, query, kind),
        },
        { isSearching: query.trim() !== '', isReplacing: purpose.kind === 'replace' },
        t,
      )}
      query={query}
      onQuery={setQuery}
      onPick={pick}
      onClose={close}
      at={quickAdd}
    />
  )
}

/** A likely step stands in the list of all steps once more. */
const LIKELY = 'likely '
/** Before the id of a step that is there already. */
const EXISTING = 'existing '

interface Offered {
  likely: ReturnType<typeof likelySteps>
  existing: ReturnType<typeof existingSteps>
  offered: ReturnType<typeof offeredSteps>
}

/** While something is searched for, new steps come first: Enter adds what is called so. */
function itemsOf(
  { likely, existing, offered }: Offered,
  { isSearching, isReplacing }: { isSearching: boolean; isReplacing: boolean },
  t: TFunction<'canvas'>,
): ListItem[] {
  const there = existing.map(({ node, summary }) => ({
    id: `${EXISTING}${node.id}`,
    heading: t('quickAdd.existing'),
    content: <Step type={node.type} title={t('quickAdd.connectTo', { step: titleOf(node) })} below={summary} />,
  }))
  const all = offered.map(({ definition, refusal }) => ({
    id: definition.type,
    heading: isSearching && existing.length === 0 ? undefined : t('quickAdd.all'),
    refusal,
    content: <Step type={definition.type} title={definition.title} />,
  }))
  if (isSearching) return [...all, ...there]
  const first = likely.map((definition) => ({
    id: `${LIKELY}${definition.type}`,
    heading: t(isReplacing ? 'quickAdd.similar' : 'quickAdd.likely'),
    content: <Step type={definition.type} title={definition.title} />,
  }))
  return [...first, ...there, ...all]
}

function Step({ type, title, below }: { type: string; title: string; below?: string }) {
  return (
    <>
      <StepTile type={type} size={24} />
      <span className={classes.name}>
        {title}
        {below && <span className={classes.below}>{below}</span>}
      </span>
    </>
  )
}

function giveBackFocus({ root }: ActionTools, purpose: QuickAdd['purpose']): void {
  if (purpose.kind === 'insert' && studioStore.getState().selectedEdge === purpose.edgeId)
    focusEdge(root, purpose.edgeId)
  else if (purpose.kind === 'after') focusStep(root, purpose.from.nodeId)
  else if (purpose.kind === 'replace') focusStep(root, purpose.nodeId)
  else focusStep(root, focusedStep() ?? studioStore.getState().selection.at(-1) ?? null)
}

/** Nothing has the focus, or the canvas as a whole. */
const isNowhere = (): boolean => {
  const { activeElement } = window.document
  return activeElement === null || activeElement === window.document.body || activeElement.matches('[data-canvas]')
}
