import { connect, type FlowDocument, refuseConnection, titleOf } from '@callflow-studio/model'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { studioStore, useStudio } from '../../state/studio-store.ts'
import { StepTile } from '../../step-ui/StepTile.tsx'
import { callOrder } from '../call-order.ts'
import type { Picking } from '../canvas-store.ts'
import { cardsOf, portLabel } from '../card.ts'
import type { Point } from '../geometry.ts'
import type { ActionTools } from '../tools/action.ts'
import { canvasText } from '../tools/canvas-text.ts'
import { focusStep } from '../tools/focus.ts'
import classes from '../tools/PickList.module.css'
import { PickList } from '../tools/PickList.tsx'
import { isFixed } from '../tools/selection.ts'

/** Where a port shall lead: by arrows or by typing; the step that Enter would choose is highlighted on the canvas. */
export function TargetPicker({ tools, picking }: { tools: ActionTools; picking: Picking & { kind: 'target' } }) {
  const { t } = useTranslation('canvas')
  const document = useStudio((state) => state.document)
  const [query, setQuery] = useState('')
  const { from } = picking
  const source = document.nodes.find(({ id }) => id === from.nodeId)
  const port = cardsOf(document)
    .get(from.nodeId)
    ?.ports.find(({ key }) => key === from.port)
  const steps = useMemo(() => targets(document, query), [document, query])
  if (!source || !port) return null
  const edgeId = port.edgeId
  const anchor: Point = {
    x: source.position.x + port.x,
    y: source.position.y + (cardsOf(document).get(source.id)?.height ?? 0),
  }

  const show = (id: string | null) => {
    const { set } = tools.store.getState()
    const target = document.nodes.find((node) => node.id === id)
    if (!target) return set({ pendingConnection: null })
    const at = { x: target.position.x + (cardsOf(document).get(target.id)?.width ?? 0) / 2, y: target.position.y }
    const refusal = refuseConnection(document, from, target.id)
    set({ pendingConnection: { from, edgeId, end: 'target', anchor, at, over: target.id, refusal } })
    studioStore.setState({ revealNode: target.id })
  }
  const end = (isAway = false) => {
    tools.store.getState().set({ pendingConnection: null, selectedPort: null })
    tools.store.getState().closeLists()
    if (!isAway) {
      studioStore.getState().goTo(source.id)
      focusStep(tools.root, source.id)
    }
  }
  return (
    <PickList
      label={t('actions.connectTo', {
        port: [port.keyCap, portLabel(port)].filter(Boolean).join(' '),
        step: titleOf(source),
      })}
      placeholder={t('actions.whichStep')}
      items={steps.map((node) => ({
        id: node.id,
        refusal: refuseConnection(document, from, node.id),
        content: (
          <>
            <StepTile type={node.type} size={24} />
            <span className={classes.name}>{titleOf(node)}</span>
          </>
        ),
      }))}
      query={query}
      onQuery={setQuery}
      onActive={show}
      onPick={(id) => {
        studioStore.getState().apply(connect(from, id))
        end()
        tools.store.getState().set({ announcement: canvasText('actions.connected') })
      }}
      onClose={end}
      at="aside"
      width={300}
    />
  )
}

function targets(document: FlowDocument, query: string) {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const words = query.trim().toLowerCase().split(/\s+/)
  return callOrder(document)
    .flatMap((id) => byId.get(id) ?? [])
    .filter((node) => !isFixed(node))
    .filter((node) => words.every((word) => `${titleOf(node)} ${node.type}`.toLowerCase().includes(word)))
}
