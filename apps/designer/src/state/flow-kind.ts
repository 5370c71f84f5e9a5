import type { FlowKind, KazooProfile } from '@callflow-studio/model'
import { type StudioState, useStudio } from './studio-store.ts'

type Source = Pick<StudioState, 'document' | 'defaultProfile'>

/** The KAZOO that the open flow is made for: its own setting, else that of the installation. */
export const profileOf = ({ document, defaultProfile }: Source): KazooProfile =>
  document.settings.kazoo ?? defaultProfile

/** What decides which steps the open flow can hold. */
export const flowKindOf = (state: Source): FlowKind => ({
  format: state.document.settings.format,
  profile: profileOf(state),
})

export function useFlowKind(): FlowKind {
  const format = useStudio((state) => state.document.settings.format)
  const profile = useStudio(profileOf)
  return { format, profile }
}
