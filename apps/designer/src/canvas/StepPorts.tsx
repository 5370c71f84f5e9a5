/** The ports of a step: their labels in the card's last row, their handles on its bottom border, the incoming one on its top. */
import { Handle, Position, useReactFlow } from '@xyflow/react'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCanvas, useCanvasStore } from './canvas-store.ts'
import { type Card, type CardPort, portLabel } from './card.ts'
import { portKey } from './coverage/coverage-view.ts'
import { quickAddAfter } from './quick-add/open-quick-add.ts'
import classes from './StepPorts.module.css'

export function PortLabels({ card }: { card: Card }) {
  const { t } = useTranslation('canvas')
  const highlighted = useHighlightedPorts(card)
  return (
    <div className={classes.row}>
      {card.ports.map((port) => (
        <span
          key={port.key}
          className={classes.cell}
          style={{ width: port.width }}
          data-highlighted={highlighted.includes(port.key) || undefined}
          title={titleOf(port, t('kazooKey', { key: port.key }))}
        >
          {port.keyCap !== undefined && <kbd className={classes.cap}>{port.keyCap}</kbd>}
          <span className={classes.word} data-alone={port.keyCap === undefined || undefined}>
            {portLabel(port)}
          </span>
        </span>
      ))}
    </div>
  )
}

/** The whole word, since a narrow cell shows the beginning only, and KAZOO's key where that is another. */
const titleOf = (port: CardPort, kazooKey: string): string =>
  [portLabel(port), ...(port.label === port.key || port.keyCap === port.key ? [] : [kazooKey])]
    .filter(Boolean)
    .join(' · ')

export function Ports({ nodeId, card, title }: { nodeId: string; card: Card; title: string }) {
  const isReadOnly = useCanvas((state) => state.isReadOnly)
  const highlighted = useHighlightedPorts(card)
  const chosen = useCanvas(({ selectedPort, dropPort }) => {
    const port = dropPort ?? selectedPort
    return port?.nodeId === nodeId ? port.port : null
  })
  return (
    <>
      {card.shape === 'card' && (
        <Handle type="target" position={Position.Top} className={classes.in} isConnectableStart={false} />
      )}
      {card.ports.map((port) => (
        <Port
          key={port.key}
          nodeId={nodeId}
          port={port}
          title={title}
          isFixed={isReadOnly}
          isHighlighted={highlighted.includes(port.key)}
          isSelected={chosen === port.key}
        />
      ))}
    </>
  )
}

interface PortProps {
  nodeId: string
  port: CardPort
  title: string
  isFixed: boolean
  isHighlighted: boolean
  isSelected: boolean
}

function Port({ nodeId, port, title, isFixed, isHighlighted, isSelected }: PortProps) {
  const { t } = useTranslation('canvas')
  const store = useCanvasStore()
  const flow = useReactFlow()
  const words = [port.keyCap, port.label].filter(Boolean).join(' ')
  const isMissed = useCanvas((state) => state.coverage?.openPorts[portKey(nodeId, port.key)] === true)
  const dot = (
    <span
      className={classes.dot}
      data-open={port.edgeId === null || undefined}
      data-highlighted={isHighlighted || undefined}
      data-selected={isSelected || undefined}
      data-missed={isMissed || undefined}
    >
      {!isFixed && <Plus size={14} strokeWidth={2.5} aria-hidden />}
    </span>
  )
  return (
    <Handle
      type="source"
      id={port.key}
      position={Position.Bottom}
      className={classes.port}
      style={{ left: port.x }}
      isConnectable={!isFixed}
      isConnectableEnd={false}
      data-fixed={isFixed || undefined}
      {...(isFixed
        ? {}
        : {
            role: 'button',
            'aria-label': words === '' ? t('addAfterStep', { step: title }) : t('addAfter', { port: words }),
            onClick: (event) => {
              event.stopPropagation()
              quickAddAfter(store, flow, { nodeId, port: port.key })
            },
          })}
    >
      {dot}
    </Handle>
  )
}

/** Keys of the ports that the shown call took. */
function useHighlightedPorts(card: Card): readonly string[] {
  const keys = useCanvas(({ highlight }) =>
    highlight === null
      ? ''
      : card.ports
          .filter(({ edgeId }) => edgeId !== null && highlight.edges.includes(edgeId))
          .map(({ key }) => key)
          .join('\n'),
  )
  return keys === '' ? NONE : keys.split('\n')
}
const NONE: readonly string[] = []
