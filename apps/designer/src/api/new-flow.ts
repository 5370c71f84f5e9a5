/** Flows that begin here: in the zone and language of the installation, else in those of the browser. */
import { emptyDocument, type FlowNode, type FlowSettings } from '@callflow-studio/model'
import type { ExampleSwitch, ExampleTable, Flow, Studio } from '@callflow-studio/model/api'
import { browserLocale, browserZone } from '../browser-locale.ts'
import { request } from './client.ts'

type Settings = Pick<FlowSettings, 'timezone' | 'locale' | 'timezoneChosen'>
type Document = Flow['document']

/** @returns what `DEFAULT_TIMEZONE` and `DEFAULT_LOCALE` say, else what the browser does */
export function newFlowSettings(
  { defaultTimezone, defaultLocale }: Pick<Studio, 'defaultTimezone' | 'defaultLocale'>,
  browser: { timezone: string; locale: string } = { timezone: browserZone(), locale: browserLocale() },
): Settings {
  return {
    locale: defaultLocale ?? browser.locale,
    timezone: defaultTimezone ?? browser.timezone,
    ...(defaultTimezone === null ? {} : { timezoneChosen: true }),
  }
}

/** @returns the settings for a flow that begins now */
export const settingsHere = async (): Promise<Settings> => newFlowSettings(await request('studio.show'))

/** A document as it is drawn, with these settings. */
export const withSettings = (document: Document, settings: Partial<Settings>): Document => ({
  ...document,
  settings: { ...(document.settings as object | undefined), ...settings },
})

/**
 * The document with its steps naming other tables and switches instead.
 * @param ids those instead of which, by the ids that they replace
 */
export const withOwn = (document: Document, ids: ReadonlyMap<string, string>): Document => ({
  ...document,
  nodes: (document.nodes as FlowNode[]).map((node) => {
    const own = ['table', 'switch'].flatMap((field) => {
      const id = ids.get(String(node.data[field]))
      return id === undefined ? [] : [[field, id]]
    })
    return own.length === 0 ? node : { ...node, data: { ...node.data, ...Object.fromEntries(own) } }
  }),
})

export interface NewFlow {
  name: string
  document?: Document
  /** Tests that an example brings along, as YAML. */
  tests?: string | undefined
  /** Tables of an example: the flow gets its own. */
  tables?: readonly ExampleTable[] | undefined
  /** The same with switches. */
  switches?: readonly ExampleSwitch[] | undefined
}

/**
 * Creates a flow that begins here: an empty one, or an example with its tables, switches and tests.
 * @throws ApiError where the server refuses
 */
export async function beginFlow({ name, document = emptyDocument(), tests, tables = [], switches = [] }: NewFlow) {
  const settings = await settingsHere()
  const made = new Map<string, string>()
  for (const { id, ...table } of tables) made.set(id, (await request('table.create', { body: table })).id)
  for (const { id, name } of switches) made.set(id, (await request('switch.create', { body: { name } })).id)
  const flow = await request('flow.create', {
    body: { name, document: withSettings(withOwn(document, made), settings) },
  })
  if (tests !== undefined) await request('test.create', { id: flow.id, body: { text: tests } })
  return flow
}
