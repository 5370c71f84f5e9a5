import type { ReactFlowProps } from '@xyflow/react'
import type { StepNode, WayEdge } from '../projection.ts'
export const usePointer = (): Partial<ReactFlowProps<StepNode, WayEdge>> => ({})
