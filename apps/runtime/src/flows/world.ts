import type { Around, DayList, KazooProfile, KnownTable, World } from '@callflow-studio/model'
import { createNameRules } from '../outbound/allowed-hosts.ts'
import type { PublishedFlows } from './published-flows.ts'

/** What there is beside a flow, as it is now; for checks before publishing. */
export const createWorld = (
  published: PublishedFlows,
  table: (id: string) => KnownTable | null,
  specialDays: (id: string) => DayList | null,
  hasSecret: (name: string) => boolean,
  hasSwitch: (id: string) => boolean,
  defaultProfile: KazooProfile,
  allowedHosts: readonly string[],
): World & Around => ({
  defaultProfile,
  table,
  specialDays,
  hasSecret,
  hasSwitch,
  mayReach: createNameRules(allowedHosts),
  prepared: (id) => published.resolve(id, null, published.epoch())?.flow ?? null,
  flow(id) {
    const name = published.nameOf(id)
    const live = published.resolve(id, null, published.epoch())
    if (name === '' && !live) return null
    return {
      name,
      format: live?.flow.settings.format ?? 'kazoo',
      isLive: live !== null,
      profile: live?.flow.profile ?? defaultProfile,
    }
  },
})
