import { titleOf } from '@callflow-studio/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import type { Picking } from '../canvas-store.ts'
import { type Way, wayText } from '../card.ts'
import type { Point } from '../geometry.ts'
import { quickAddBehind } from '../quick-add/open-quick-add.ts'
import type { ActionTools } from '../tools/action.ts'
import { focusStep } from '../tools/focus.ts'
import classes from '../tools/PickList.module.css'
import { PickList } from '../tools/PickList.tsx'
import { waysOf } from './follow-flow.ts'

/** Which way out, where a step has several: by arrows, or by typing the key or the word. */
export function WayPicker({ tools, picking }: { tools: ActionTools; picking: Picking & { kind: 'way' } }) {
  const { t } = useTranslation('canvas')
  const document = useStudio((state) => state.document)
  const [query, setQuery] = useState('')
  const { nodeId, next } = picking
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (!node) return null
  const asked = query.trim().toLowerCase()
  const targetOf = (way: Way) => {
    const target = document.edges.find(({ id }) => id === way.edgeId)?.target
    const step = document.nodes.find(({ id }) => id === target)
    return step ? t('actions.leadsTo', { step: titleOf(step) }) : t('actions.leadsNowhereYet')
  }
  const ways = waysOf(document, nodeId)
    .filter((way) => `${way.keyCap ?? ''} ${wayText(way)} ${way.key}`.toLowerCase().includes(asked))
    // What leads nowhere yet is what one most likely wants to lead somewhere.
    .toSorted((a, b) => Number(a.edgeId !== null) - Number(b.edgeId !== null))
  const { x, y, zoom } = tools.flow.getViewport()
  const at: Point = { x: (node.position.x + 120) * zoom + x, y: (node.position.y + 88) * zoom + y }

  const pick = (port: string) => {
    tools.store.getState().set({ chosenPort: null })
    tools.store.getState().closeLists()
    if (next === 'add') quickAddBehind(tools.store, tools.flow, { nodeId, port })
    else tools.store.getState().openList({ picking: { kind: 'target', from: { nodeId, port } } })
  }
  return (
    <PickList
      label={t(next === 'add' ? 'actions.addBehindWhich' : 'actions.connectWhich', { step: titleOf(node) })}
      placeholder={t('actions.whichWay')}
      items={ways.map((way) => ({
        id: way.key,
        content: (
          <>
            {way.keyCap !== undefined && <kbd>{way.keyCap}</kbd>}
            <span className={classes.name}>{wayText(way)}</span>
            <span className={classes.beside}>{targetOf(way)}</span>
          </>
        ),
      }))}
      query={query}
      onQuery={setQuery}
      onActive={(port) => tools.store.getState().set({ chosenPort: port === null ? null : { nodeId, port } })}
      onPick={pick}
      onClose={(isAway) => {
        tools.store.getState().set({ chosenPort: null })
        tools.store.getState().closeLists()
        if (!isAway) focusStep(tools.root, nodeId)
      }}
      at={at}
      width={320}
    />
  )
}
