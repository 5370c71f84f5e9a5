import { titleOf } from '@callflow-studio/model'
import { useStudio } from '../../state/studio-store.ts'

export interface LinkedStep {
  id: string
  title: string
}

/** Where each exit of a step leads: key → step. Exits that are not connected are left out. */
export function useTargets(nodeId: string): ReadonlyMap<string, LinkedStep> {
  const document = useStudio((state) => state.document)
  return new Map(
    document.edges
      .filter((edge) => edge.source === nodeId)
      .flatMap((edge) => {
        const target = document.nodes.find(({ id }) => id === edge.target)
        return target ? [[edge.sourceHandle, { id: target.id, title: titleOf(target) }] as const] : []
      }),
  )
}
