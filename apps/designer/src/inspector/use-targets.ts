import { titleOf } from '@callflow-studio/model'
import { useStudio } from '../state/studio-store.ts'

/** Where each way out of a step leads: key → title. */
export function useTargets(nodeId: string): ReadonlyMap<string, string> {
  const document = useStudio((state) => state.document)
  return new Map(
    document.edges
      .filter((edge) => edge.source === nodeId)
      .flatMap((edge) => {
        const target = document.nodes.find(({ id }) => id === edge.target)
        return target ? [[edge.sourceHandle, titleOf(target)] as const] : []
      }),
  )
}
