import { type KazooVersion, versionsInWords, versionsOf } from '@callflow-studio/model'
import { createContext, useContext } from 'react'
import { profileOf } from '../../state/flow-kind.ts'
import { useStudio } from '../../state/studio-store.ts'
import { Chip } from '../../ui/Chip.tsx'

/** The versions of KAZOO that know a field; null where all of the flow's know it. */
const VersionContext = createContext<readonly KazooVersion[] | null>(null)
export const FieldVersions = VersionContext.Provider

/** @returns the versions of KAZOO that the flow may meet and that do not know a field. */
export function useVersionsWithout(versions: readonly KazooVersion[] | undefined): readonly KazooVersion[] {
  const profile = useStudio(profileOf)
  return versions ? versionsOf(profile).filter((version) => !versions.includes(version)) : []
}

/** Beside the label of a field that not every KAZOO of the flow knows: "KAZOO 5". */
export function VersionTag() {
  const versions = useContext(VersionContext)
  return versions && <Chip>{versionsInWords(versions)}</Chip>
}
