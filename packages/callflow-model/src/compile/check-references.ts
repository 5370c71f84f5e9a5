import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { type KazooProfile, versionsInWords, versionsOf } from '../kazoo/versions.ts'
import { errorAt, type KnownTable, type Problem, type ReferenceLookup } from '../nodes/contract/checks.ts'
import type {
  ColumnReference,
  FlowReference,
  Reference,
  SecretReference,
  ServerReference,
  SwitchReference,
  TableReference,
} from '../nodes/contract/references.ts'
import { hasDays, skippedRows } from '../nodes/parts/day-list.ts'
import { documentReferences } from '../nodes/references.ts'
import type { CompileContext } from './compile-context.ts'

/**
 * What is wrong with what a flow names beside itself: sub-flows that are not published, tables that are gone. A flow may
 * call itself before it was ever published.
 * @throws never
 */
export function checkReferences(
  document: FlowDocument,
  lookup: ReferenceLookup & Pick<CompileContext, 'flowId' | 'defaultProfile'>,
): Diagnostic[] {
  const { format = 'kazoo', kazoo: profile = lookup.defaultProfile ?? 'any' } = document.settings
  const own = { name: 'This flow', format, isLive: true, profile }
  const known = { ...lookup, flow: (id: string) => (id === lookup.flowId ? own : lookup.flow(id)) }
  return documentReferences(document.nodes).flatMap((reference) =>
    problemsOf(reference, known, { format, profile }).map(({ field, ...problem }) => ({
      ...problem,
      nodeId: reference.nodeId,
      field: field ?? reference.field,
    })),
  )
}

interface Answers {
  format: string
  profile: KazooProfile
}

function problemsOf(reference: Reference, lookup: ReferenceLookup, answers: Answers): Problem[] {
  switch (reference.kind) {
    case 'flow':
      return flowProblems(reference, lookup, answers)
    case 'table':
      return reference.use === 'days' ? dayListProblems(reference, lookup) : tableProblems(reference, lookup)
    case 'switch':
      return switchProblems(reference, lookup)
    case 'server':
      return serverProblems(reference, lookup)
    case 'secret':
      return secretProblems(reference, lookup)
    default:
      return []
  }
}

function flowProblems({ id, field }: FlowReference, lookup: ReferenceLookup, { format, profile }: Answers): Problem[] {
  const flow = lookup.flow(id)
  if (!flow?.isLive) return [errorAt('flow-call.missing', field, 'Publish the flow', 'This sub-flow is not published.')]
  if (flow.format !== format) {
    const message = `${flow.name} answers in another format. Choose another flow.`
    return [errorAt('flow-call.other-format', field, 'Choose a flow', message)]
  }
  const itsVersions = versionsOf(flow.profile ?? 'any')
  const others = versionsOf(profile).filter((version) => !itsVersions.includes(version))
  if (others.length === 0) return []
  const message = `${flow.name} is made for ${versionsInWords(itsVersions)}, and may hold what ${versionsInWords(others)} would refuse: callers would hear silence. Set both flows to the same KAZOO.`
  return [errorAt('flow-call.other-version', field, 'Made for another KAZOO', message)]
}

// ------------------------------------------------------------------------------------------------ tables

function tableProblems({ id, field, use, columns }: TableReference, lookup: ReferenceLookup): Problem[] {
  const table = lookup.table(id)
  if (!table)
    return [errorAt('table.missing', field, 'Table missing', 'This table no longer exists. Choose another one.')]
  const notLive = errorAt(
    'table.not-live',
    field,
    'Make the table live',
    `Calls can write to live tables only, and “${table.name}” is not live. Turn on “Live” on the page of the table.`,
  )
  return [
    ...(use === 'writes' && !table.live ? [notLive] : []),
    ...columns.flatMap((column) => columnProblems(table, column)),
  ]
}

function columnProblems(table: KnownTable, { name, field, change }: ColumnReference): Problem[] {
  if (name === '') return []
  const column = table.columns.find((each) => each.name === name)
  if (!column) {
    const message = `${table.name} has no column “${name}”. Choose another one.`
    return [errorAt('table.no-column', field, 'Choose a column', message)]
  }
  if (change && name === table.keyColumn) {
    const message = `“${name}” is the key that finds the row. Choose another column.`
    return [errorAt('table.no-column', field, 'Choose another column', message)]
  }
  if (change !== 'add' || column.type === 'number') return []
  const message = `“${name}” is not a number column. Choose a number column, or change its type.`
  return [errorAt('table.value', field, 'Choose a number column', message)]
}

function dayListProblems({ id, field }: TableReference, lookup: ReferenceLookup): Problem[] {
  const table = lookup.table(id)
  if (!table) {
    const message = 'This list of days no longer exists. Choose another one, or remove it.'
    return [errorAt('table.missing', field, 'List missing', message)]
  }
  if (!hasDays(table.columns.map(({ name }) => name))) {
    const message = `${table.name} has no column “date”. Add one that holds dates such as 2026-12-25, or choose another list.`
    return [errorAt('table.no-column', field, 'Not a list of days', message)]
  }
  const list = lookup.specialDays?.(id)
  const message = list ? skippedRows(list) : null
  return message === null ? [] : [warningAt('schedule.list-row', field, 'Rows are skipped', message)]
}

// ------------------------------------------------------------------------------------------------ switches and servers

function switchProblems({ id, field, isOptional }: SwitchReference, { hasSwitch }: ReferenceLookup): Problem[] {
  if (!hasSwitch || hasSwitch(id)) return []
  const short = 'Switch missing'
  return isOptional
    ? [
        warningAt(
          'switch.missing',
          field,
          short,
          'This switch no longer exists, so only the hours decide. Choose another one, or remove it.',
        ),
      ]
    : [errorAt('switch.missing', field, short, 'This switch no longer exists. Choose another one.')]
}

/** A server that the installation does not let look-ups reach. */
function serverProblems({ host, port, field }: ServerReference, { mayReach }: ReferenceLookup): Problem[] {
  if (!mayReach || mayReach(host, port)) return []
  const message = `${host} is a private address, which look-ups may not reach, so the step fails. Have your administrator add it to ALLOWED_HOSTS, or enter another server.`
  return [warningAt('look-up.refused-host', field, 'The server is refused', message)]
}

function secretProblems({ name, field }: SecretReference, { hasSecret }: ReferenceLookup): Problem[] {
  if (!hasSecret || hasSecret(name)) return []
  const message = `There is no secret “${name}”, so the step fails. Add it, or correct its name.`
  return [warningAt('secret.missing', field, 'A secret is missing', message)]
}

const warningAt = (...words: Parameters<typeof errorAt>): Problem => ({ ...errorAt(...words), severity: 'warning' })
