/** The edit that a fix stands for. */
import type { Fix } from '../diagnostics/diagnostic.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { KAZOO_PROFILES } from '../kazoo/versions.ts'
import { portsOf } from '../nodes/index.ts'
import type { Command } from './command.ts'
import { setSettings } from './document.ts'
import { connect, insertOnEdge } from './edges.ts'
import { deleteNodes, setField } from './nodes.ts'

/**
 * @param ownZone the time zone of the user who presses it
 * @returns null for a setting that does not exist
 */
export function commandOfFix(fix: Fix, ownZone: string): Command | null {
  switch (fix.kind) {
    case 'connect':
      return connect({ nodeId: fix.source, port: fix.port }, fix.target)
    case 'delete-node':
      return deleteNodes([fix.nodeId], { heal: false })
    case 'set-field':
      return inOrder([fix, ...(fix.also ?? [])].map(({ field, value }) => setField(fix.nodeId, field, value)))
    case 'use-own-zone':
      return setSettings({ timezone: ownZone, timezoneChosen: true })
    case 'use-zone':
      return setSettings({ timezone: fix.zone, timezoneChosen: true })
    case 'set-setting': {
      const kazoo = KAZOO_PROFILES.find((profile) => profile === fix.value)
      return kazoo ? setSettings({ kazoo }) : null
    }
    case 'insert-step':
      return (document) => insertStep(document, fix)
    case 'all':
      return inOrder(fix.fixes.flatMap((each) => commandOfFix(each, ownZone) ?? []))
  }
}

const inOrder =
  (commands: readonly Command[]): Command =>
  (document) =>
    commands.reduce((edited, command) => command(edited), document)

/** In the middle between the two steps. */
function insertStep(
  document: FlowDocument,
  { edgeId, type, data }: Extract<Fix, { kind: 'insert-step' }>,
): FlowDocument {
  const edge = document.edges.find(({ id }) => id === edgeId)
  const [source, target] = [edge?.source, edge?.target].map((end) => document.nodes.find(({ id }) => id === end))
  if (!source || !target) return document
  const position = {
    x: Math.round((source.position.x + target.position.x) / 2),
    y: Math.round((source.position.y + target.position.y) / 2),
  }
  const node = { id: newNodeId(document), type, position, data }
  return insertOnEdge(edgeId, node, portsOf(node, [])[0]?.key ?? null)(document)
}

function newNodeId({ nodes }: FlowDocument): string {
  const taken = new Set(nodes.map(({ id }) => id))
  let number = nodes.length + 1
  while (taken.has(`n${number}`)) number++
  return `n${number}`
}
