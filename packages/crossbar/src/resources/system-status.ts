import { isJsonObject } from '../transport/envelope.ts'
import type { Transport } from '../transport/transport.ts'
import { textsIn } from './lists.ts'

/** A server of the cluster. */
export interface KazooNode {
  zone: string
  name: string
  /** Its running applications: `crossbar`, `pivot`, `callflow`. */
  apps: readonly string[]
}

/**
 * @throws CrossbarError; `forbidden` for all but administrators of the cluster, `module-off` by default
 * @source docs/kazoo/crossbar.md
 */
export async function readSystemStatus(transport: Transport): Promise<KazooNode[]> {
  const { data } = await transport.ask({ method: 'GET', path: ['system_status'] })
  const nodes = Object.entries(isJsonObject(data) ? data : {}).flatMap(([zone, types]) => {
    const apps = isJsonObject(types) && isJsonObject(types.kazoo_apps) ? types.kazoo_apps : {}
    return Object.entries(apps).map(([name, node]) => ({
      zone,
      name,
      apps: textsIn(isJsonObject(node) ? node.kapps : []),
    }))
  })
  return nodes.sort((a, b) => (a.name < b.name ? -1 : 1))
}
