/** Where the camera stood when the canvas of a flow was left, for as long as the tab is open. */
import type { Viewport } from '@xyflow/react'

const views = new Map<string, Viewport>()

export const keepView = (flowId: string, view: Viewport): void => void views.set(flowId, view)

export const keptView = (flowId: string): Viewport | null => views.get(flowId) ?? null
