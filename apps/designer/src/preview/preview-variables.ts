/** The values of the sample call after one of its requests: what is known of the caller, what was typed, what was set. */
import { definitionOf, type FlowDocument, titleOf, tolerantData } from '@callflow-studio/model'
import type { Preview } from '@callflow-studio/model/api'

export interface PreviewVariable {
  /** 'vars.next_visit' */
  path: string
  value: string
  /** Set since the call came in. */
  isSet: boolean
}

export function variablesAfter(preview: Preview, index: number): readonly PreviewVariable[] {
  const exchange = preview.exchanges[index]
  if (!exchange) return []
  const { params } = exchange.request
  const facts: [string, unknown][] = [
    ['caller.number', params['Caller-ID-Number'] ?? params.CallerNumber],
    ['caller.name', params['Caller-ID-Name'] ?? params.CallerName],
    ['call.to', params.To],
  ]
  return [
    ...facts.filter(([, value]) => value !== undefined).map(([path, value]) => variable(path, value, false)),
    ...entriesOf(params.Digits).map(([name, value]) => variable(`digits.${name}`, value, false)),
    ...entriesOf(params['Custom-Application-Vars']).map(([name, value]) => variable(`custom.${name}`, value, false)),
    ...entriesOf(exchange.variables).map(([name, value]) => variable(`vars.${name}`, value, true)),
  ]
}

/** Titles of the steps in this part of the call that gave a variable another value: "Set by Find the patient." */
export function settersIn(document: FlowDocument, preview: Preview, index: number): readonly string[] {
  const now = preview.exchanges[index]?.variables ?? {}
  const before = preview.exchanges[index - 1]?.variables ?? defaultsOf(document)
  const isSet = (name: string) => name in now && JSON.stringify(now[name]) !== JSON.stringify(before[name])
  const ran = new Set(preview.exchanges[index]?.nodes.filter(({ kind }) => kind === 'ran').map(({ nodeId }) => nodeId))
  return document.nodes
    .filter((node) => {
      const definition = definitionOf(node.type)
      return (
        ran.has(node.id) &&
        definition?.kind === 'studio' &&
        definition.sets(tolerantData(definition, node.data)).some(isSet)
      )
    })
    .map(titleOf)
}

const defaultsOf = ({ variables }: FlowDocument): Record<string, unknown> =>
  Object.fromEntries(variables.map(({ name, default: value }) => [name, value]))

const variable = (path: string, value: unknown, isSet: boolean): PreviewVariable => ({
  path,
  value: typeof value === 'string' ? value : (JSON.stringify(value) ?? ''),
  isSet,
})

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : value === undefined ? [] : [['', value]]
