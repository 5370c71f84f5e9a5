import { titleOf } from '@callflow-studio/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import type { Picking } from '../canvas-store.ts'
import { type CardPort, portLabel } from '../card.ts'
import type { Point } from '../geometry.ts'
import { quickAddAfter } from '../quick-add/open-quick-add.ts'
import type { ActionTools } from '../tools/action.ts'
import { focusStep } from '../tools/focus.ts'
import classes from '../tools/PickList.module.css'
import { PickList } from '../tools/PickList.tsx'
import { cardPortsOf } from './follow-flow.ts'

/** Which port, where a step has several: by arrows, or by typing the key or the word. */
export function PortPicker({ tools, picking }: { tools: ActionTools; picking: Picking & { kind: 'port' } }) {
  const { t } = useTranslation('canvas')
  const document = useStudio((state) => state.document)
  const [query, setQuery] = useState('')
  const { nodeId, next } = picking
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (!node) return null
  const asked = query.trim().toLowerCase()
  const targetOf = (port: CardPort) => {
    const target = document.edges.find(({ id }) => id === port.edgeId)?.target
    const step = document.nodes.find(({ id }) => id === target)
    return step ? t('actions.leadsTo', { step: titleOf(step) }) : t('actions.notConnected')
  }
  const ports = cardPortsOf(document, nodeId)
    .filter((port) => `${port.keyCap ?? ''} ${portLabel(port)} ${port.key}`.toLowerCase().includes(asked))
    // Ports that are not connected come first: most likely the user wants to connect one of them.
    .toSorted((a, b) => Number(a.edgeId !== null) - Number(b.edgeId !== null))
  const { x, y, zoom } = tools.flow.getViewport()
  const at: Point = { x: (node.position.x + 120) * zoom + x, y: (node.position.y + 88) * zoom + y }

  const pick = (port: string) => {
    tools.store.getState().set({ selectedPort: null })
    tools.store.getState().closeLists()
    if (next === 'add') quickAddAfter(tools.store, tools.flow, { nodeId, port })
    else tools.store.getState().openList({ picking: { kind: 'target', from: { nodeId, port } } })
  }
  return (
    <PickList
      label={t(next === 'add' ? 'actions.addAfterWhich' : 'actions.connectWhich', { step: titleOf(node) })}
      placeholder={t('actions.whichExit')}
      items={ports.map((port) => ({
        id: port.key,
        content: (
          <>
            {port.keyCap !== undefined && <kbd>{port.keyCap}</kbd>}
            <span className={classes.name}>{portLabel(port)}</span>
            <span className={classes.beside}>{targetOf(port)}</span>
          </>
        ),
      }))}
      query={query}
      onQuery={setQuery}
      onActive={(port) => tools.store.getState().set({ selectedPort: port === null ? null : { nodeId, port } })}
      onPick={pick}
      onClose={(isAway) => {
        tools.store.getState().set({ selectedPort: null })
        tools.store.getState().closeLists()
        if (!isAway) focusStep(tools.root, nodeId)
      }}
      at={at}
      width={320}
    />
  )
}
