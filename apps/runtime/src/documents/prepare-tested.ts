import { prepareTestedFlow, type ScenarioFlow, type TestedFlow } from '@callflow-studio/model/scenario'
import { readDocumentText } from '../flows/read-stored.ts'
import type { Surroundings } from './surroundings.ts'

type Unreadable = Extract<ReturnType<typeof readDocumentText>, { ok: false }>

/** Prepares a flow for simulated calls. Flows that it may enter are those that are live, as for a version that is published. */
export function prepareTested(
  flow: { id: string; name: string },
  text: string,
  { defaultProfile, flows }: Pick<Surroundings, 'defaultProfile' | 'flows'>,
): { ok: true; value: TestedFlow } | Unreadable {
  const read = readDocumentText(text)
  if (!read.ok) return read
  const options = { others: flows.flatMap(toLiveFlow), defaultProfile }
  return { ok: true, value: prepareTestedFlow({ ...flow, document: read.value }, options) }
}

function toLiveFlow({ id, name, text }: Surroundings['flows'][number]): ScenarioFlow[] {
  const read = text === null ? null : readDocumentText(text)
  return read?.ok ? [{ id, name, document: read.value }] : []
}
