import type { FlowDocument } from '../document/flow-document.ts'
import { KAZOO_VERSIONS, type KazooVersion } from '../kazoo/versions.ts'
import { definitionOf } from './index.ts'
import { isKnownTo } from './parts/versioned-data.ts'

/**
 * The versions of KAZOO that have every module of a flow; a module that another can replace counts as known to every version.
 * @returns all versions for most flows; none where it holds modules that no one version has all of
 */
export function neededVersions({ nodes }: Pick<FlowDocument, 'nodes'>): KazooVersion[] {
  const types = new Set(nodes.map(({ type }) => type))
  return KAZOO_VERSIONS.filter((version) =>
    [...types].every((type) => {
      const definition = definitionOf(type)
      return definition?.kind !== 'kazoo' || definition.standIn !== undefined || isKnownTo(definition, version)
    }),
  )
}
