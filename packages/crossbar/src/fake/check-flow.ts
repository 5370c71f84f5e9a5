/**
 * Checks a flow as KAZOO does when it is saved, and fills in defaults: each node, whether its module exists, and its data.
 * Our own definitions of the modules stand for KAZOO's schemas, which are not ours to ship.
 * @source docs/kazoo/crossbar.md, section 3; docs/kazoo/semantics.md#validation
 */
import {
  dataSchemaIn,
  fragmentModules,
  isKnownTo,
  type Json,
  type KazooVersion,
  knownModule,
} from '@callflow-studio/model'
import { isObject, type JsonObject } from './account-data.ts'
import { type FakeVersion, withDefaults } from './defaults.ts'
import { type FieldErrors, refused } from './reply.ts'

export const KAZOO_OF: Record<FakeVersion, KazooVersion> = { '4': '4.3', '5': '5' }

export interface FlowRules {
  version: FakeVersion
  /** The studio of a test is at 127.0.0.1, which KAZOO refuses by default. */
  allowsLoopback: boolean
}

interface Checked {
  /** With defaults filled in. */
  flow: Json
  errors: FieldErrors
}

/** @param path of the node: `flow`, or below it */
export function checkFlow(flow: Json, rules: FlowRules, path = 'flow'): Checked {
  if (!isObject(flow)) return { flow, errors: [wrongType(path, 'object')] }
  const { module, data = {}, children } = flow
  const errors = [...checkModule(module, path, rules)]
  const isModule = typeof module === 'string' && errors.length === 0
  if (!isObject(data)) errors.push(wrongType(`${path}.data`, 'object'))
  const filled = isModule && isObject(data) ? withDefaults(module, data, rules.version) : data
  if (isModule && isObject(filled)) errors.push(...checkData(module, filled, `${path}.data`, rules))
  if (children === undefined) return { flow: { ...flow, data: filled }, errors }
  if (!isObject(children))
    return { flow: { ...flow, data: filled }, errors: [...errors, wrongType(`${path}.children`, 'object')] }
  const checked = Object.entries(children).map(
    ([key, child]) => [key, checkFlow(child, rules, `${path}.children.${key.replaceAll('.', '%2E')}`)] as const,
  )
  return {
    flow: {
      ...flow,
      data: filled,
      children: Object.fromEntries(checked.map(([key, { flow: child }]) => [key, child])),
    },
    errors: [...errors, ...checked.flatMap(([, { errors: ofChild }]) => ofChild)],
  }
}

function checkModule(module: Json | undefined, path: string, { version }: FlowRules): FieldErrors {
  if (module === undefined) return [required(`${path}.module`)]
  if (typeof module !== 'string') return [wrongType(`${path}.module`, 'string')]
  if (schemaOf(module, version)) return []
  return [
    ...checkLength(module, `${path}.module`),
    refused('schema', 'schema', 'schema not found', { value: `callflows.${module}` }),
    refused(`${path}.module`, 'error', `unable to find callflow schema for ${module}`, { value: module }),
  ]
}

function checkLength(module: string, path: string): FieldErrors {
  if (module === '') return [refused(path, 'minLength', 'String must be at least 1 characters', { target: 1 })]
  if (module.length <= 64) return []
  return [refused(path, 'maxLength', 'String must not be more than 64 characters', { target: 64 })]
}

const schemaOf = (module: string, version: FakeVersion) => {
  const step = knownModule(module)
  if (step && isKnownTo(step, KAZOO_OF[version])) return dataSchemaIn(step, KAZOO_OF[version])
  return fragmentModules.get(module)
}

type Issue = NonNullable<ReturnType<NonNullable<ReturnType<typeof schemaOf>>['safeParse']>['error']>['issues'][number]

function checkData(
  module: string,
  data: JsonObject,
  path: string,
  { version, allowsLoopback }: FlowRules,
): FieldErrors {
  const issues = schemaOf(module, version)?.safeParse(data).error?.issues ?? []
  const errors = issues.flatMap((issue) => {
    const host = issue.code === 'custom' ? issue.params?.host : undefined
    if (allowsLoopback && (host === '127.0.0.1' || host === 'localhost')) return []
    const value = issue.path.reduce<unknown>((found, name) => (found as JsonObject | undefined)?.[String(name)], data)
    const at = [path, ...issue.path.map((name) => String(name).replaceAll('.', '%2E'))].join('.')
    return toErrors(issue, at, value)
  })
  // Of a value of another type KAZOO asks nothing more, besides whether it is in a list.
  const mistyped = new Set(errors.flatMap(([at, rule]) => (rule === 'type' ? [at] : [])))
  return errors.filter(([at, rule]) => !mistyped.has(at) || rule === 'type' || rule === 'enum')
}

function toErrors(issue: Issue, path: string, value: unknown): FieldErrors {
  const shown = { value: value as Json }
  if (value === undefined) return [required(path)]
  switch (issue.code) {
    case 'invalid_type':
      return [wrongType(path, issue.expected)]
    case 'too_small': {
      const target = Number(issue.minimum)
      return [refused(path, `min${SIZE[issue.origin] ?? 'imum'}`, 'Value is too small', { target })]
    }
    case 'too_big': {
      const target = Number(issue.maximum)
      return [refused(path, `max${SIZE[issue.origin] ?? 'imum'}`, 'Value is too large', { target })]
    }
    case 'invalid_value':
      return [
        ...(typeof value === 'string' ? [] : [wrongType(path, 'string')]),
        refused(path, 'enum', 'Value not found in enumerated list', shown),
      ]
    case 'invalid_format':
      return [refused(path, 'pattern', 'Failed to match pattern', shown)]
    default:
      // KAZOO's own checks are of addresses; the others are of values that may have several types.
      return issue.code === 'custom' && issue.params?.host !== undefined
        ? [refused(path, 'error', 'invalid client URL', shown)]
        : [refused(path, 'type', issue.message)]
  }
}

const SIZE: Readonly<Record<string, string>> = { string: 'Length', array: 'Items' }

export const required = (path: string): FieldErrors[number] =>
  refused(path, 'required', 'Field is required but missing')

export const wrongType = (path: string, type: string): FieldErrors[number] =>
  refused(path, 'type', `Value is not of type ${type}`, { target: type })
