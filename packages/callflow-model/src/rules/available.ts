/** May this type of step be in a flow at all? Asked by the palette, the quick-add list and while dragging. */
import type { Fix } from '../diagnostics/diagnostic.ts'
import { type Format, formatTraits } from '../kazoo/formats.ts'
import { KAZOO_VERSIONS, type KazooProfile, versionsInWords, versionToOffer } from '../kazoo/versions.ts'
import type { NodeDefinition } from '../nodes/contract/define.ts'
import { isKnownTo, versionsWithout } from '../nodes/parts/versioned-data.ts'

export interface Unavailable {
  /** Beside the step's name: "KAZOO 5", "not in TwiML". */
  short: string
  /** Why, and what to do about it, in complete sentences. */
  message: string
  /** The setting with which the flow may hold the step; null where there is none. */
  fix: Extract<Fix, { kind: 'set-setting' }> | null
}

export interface FlowKind {
  format: Format
  /** The flow's own, or the installation's. */
  profile: KazooProfile
}

/**
 * Why a flow cannot hold a step of this type and be published.
 * @returns null if it can
 * @example whyUnavailable(answer, { format: 'kazoo', profile: '4.3' })?.message // 'KAZOO 4.3 does not have this step. …'
 */
export function whyUnavailable(definition: NodeDefinition, { format, profile }: FlowKind): Unavailable | null {
  if (definition.kind !== 'kazoo') return null
  const { label, sendsModules } = formatTraits[format]
  if (!sendsModules && !definition.forms?.[format])
    return {
      short: `not in ${label}`,
      message: `${label} has no equivalent of this step. To use it, switch the flow to Callflow JSON.`,
      fix: null,
    }
  const without = definition.standIn ? [] : versionsWithout(definition, profile)
  const having = KAZOO_VERSIONS.filter((version) => isKnownTo(definition, version))
  const offered = versionToOffer(having)
  if (without.length === 0 || !offered) return null
  return {
    short: `KAZOO ${having.join(', ')}`,
    message: `${versionsInWords(without)} ${without.length === 1 ? 'does' : 'do'} not have this step. To use it, set the flow to KAZOO ${having.join(' or ')}.`,
    fix: { kind: 'set-setting', label: `Set the flow to KAZOO ${offered}`, setting: 'kazoo', value: offered },
  }
}
