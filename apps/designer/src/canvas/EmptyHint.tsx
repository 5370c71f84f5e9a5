import { definitionOf, type FlowDocument } from '@callflow-studio/model'
import { ViewportPortal } from '@xyflow/react'
import { useTranslation } from 'react-i18next'
import classes from './EmptyHint.module.css'
import type { Drawing } from './routes.ts'
import { isEmpty } from './tools/selection.ts'

/** Below the start of a flow that has nothing else yet: how to go on. */
export function EmptyHint({ document, drawing }: { document: FlowDocument; drawing: Drawing }) {
  const { t } = useTranslation('canvas')
  const start = document.nodes.find(({ type }) => definitionOf(type)?.kind === 'start')
  const box = drawing.boxes.find(({ id }) => id === start?.id)
  if (!box || !isEmpty(document)) return null
  const x = box.x + box.width / 2
  return (
    <ViewportPortal>
      <p
        className={classes.hint}
        style={{ transform: `translate(-50%, 0) translate(${x}px, ${box.y + box.height + 28}px)` }}
      >
        {t('emptyHint')}
      </p>
    </ViewportPortal>
  )
}
