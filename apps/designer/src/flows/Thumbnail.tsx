import type { FlowSummary } from '@callflow-studio/model/api'
import { hueOf } from '../step-ui/category-hue.ts'
import { layOut } from './thumbnail-layout.ts'

/** The flow from far away: one bar a step, in its hue. */
export default function Thumbnail({ outline }: { outline: FlowSummary['outline'] }) {
  return (
    <>
      {layOut(outline).map(({ type, x, y, width, height }) => (
        <rect
          key={`${type} ${x} ${y}`}
          x={x}
          y={y}
          width={width}
          height={height}
          rx="1.5"
          fill={`var(--${FILLS[hueOf(type)]})`}
        />
      ))}
    </>
  )
}

/** Start and fallback keep the roles they have on the canvas. */
const FILLS = {
  speak: 'speak',
  input: 'input',
  ring: 'ring',
  message: 'message',
  caller: 'caller',
  signal: 'signal',
  quiet: 'quiet',
  call: 'call-line',
  error: 'edge',
  warn: 'warn',
} as const
