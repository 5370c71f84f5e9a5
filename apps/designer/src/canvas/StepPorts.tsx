/** The ways out of a step: their words in the card's last row, their ports on its bottom border, the way in on its top. */
import { Handle, Position, useReactFlow } from '@xyflow/react'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCanvas, useCanvasStore } from './canvas-store.ts'
import { type Card, type Way, wayText } from './card.ts'
import { quickAddBehind } from './quick-add/open-quick-add.ts'
import classes from './StepPorts.module.css'

export function WaysOut({ card }: { card: Card }) {
  const { t } = useTranslation('canvas')
  const lit = useLitWays(card)
  return (
    <div className={classes.row}>
      {card.ways.map((way) => (
        <span
          key={way.key}
          className={classes.cell}
          style={{ width: way.width }}
          data-lit={lit.includes(way.key) || undefined}
          title={titleOf(way, t('kazooKey', { key: way.key }))}
        >
          {way.keyCap !== undefined && <kbd className={classes.cap}>{way.keyCap}</kbd>}
          <span className={classes.word} data-alone={way.keyCap === undefined || undefined}>
            {wayText(way)}
          </span>
        </span>
      ))}
    </div>
  )
}

/** The whole word, since a narrow cell shows the beginning only, and KAZOO's key where that is another. */
const titleOf = (way: Way, kazooKey: string): string =>
  [wayText(way), ...(way.label === way.key || way.keyCap === way.key ? [] : [kazooKey])].filter(Boolean).join(' · ')

export function Ports({ nodeId, card, title }: { nodeId: string; card: Card; title: string }) {
  const isReadOnly = useCanvas((state) => state.isReadOnly)
  const lit = useLitWays(card)
  const chosen = useCanvas(({ chosenPort, dropPort }) => {
    const port = dropPort ?? chosenPort
    return port?.nodeId === nodeId ? port.port : null
  })
  return (
    <>
      {card.shape === 'card' && (
        <Handle type="target" position={Position.Top} className={classes.in} isConnectableStart={false} />
      )}
      {card.ways.map((way) => (
        <Port
          key={way.key}
          nodeId={nodeId}
          way={way}
          title={title}
          isFixed={isReadOnly}
          isLit={lit.includes(way.key)}
          isChosen={chosen === way.key}
        />
      ))}
    </>
  )
}

interface PortProps {
  nodeId: string
  way: Way
  title: string
  isFixed: boolean
  isLit: boolean
  isChosen: boolean
}

function Port({ nodeId, way, title, isFixed, isLit, isChosen }: PortProps) {
  const { t } = useTranslation('canvas')
  const store = useCanvasStore()
  const flow = useReactFlow()
  const dot = (
    <span
      className={classes.dot}
      data-open={way.edgeId === null || undefined}
      data-lit={isLit || undefined}
      data-chosen={isChosen || undefined}
    >
      {!isFixed && <Plus size={14} strokeWidth={2.5} aria-hidden />}
    </span>
  )
  return (
    <Handle
      type="source"
      id={way.key}
      position={Position.Bottom}
      className={classes.port}
      style={{ left: way.x }}
      isConnectable={!isFixed}
      isConnectableEnd={false}
      data-fixed={isFixed || undefined}
      {...(isFixed
        ? {}
        : {
            role: 'button',
            'aria-label':
              way.label === null
                ? t('addBehindStep', { step: title })
                : t('addBehind', { port: [way.keyCap, way.label].filter(Boolean).join(' ') }),
            onClick: (event) => {
              event.stopPropagation()
              quickAddBehind(store, flow, { nodeId, port: way.key })
            },
          })}
    >
      {dot}
    </Handle>
  )
}

/** Keys of the ways that the shown call took. */
function useLitWays(card: Card): readonly string[] {
  const keys = useCanvas(({ lit }) =>
    lit === null
      ? ''
      : card.ways
          .filter(({ edgeId }) => edgeId !== null && lit.edges.includes(edgeId))
          .map(({ key }) => key)
          .join('\n'),
  )
  return keys === '' ? NONE : keys.split('\n')
}
const NONE: readonly string[] = []
