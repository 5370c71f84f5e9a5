import type { FlowSettings } from '@callflow-studio/model'
import type { ExampleTable } from '@callflow-studio/model/api'
import { EXAMPLES } from '../examples/index.ts'
import type { Flows } from './flows.ts'

/**
 * Published at once, so that the first thing a newcomer sees is a flow that can be called.
 * @param createTable makes a table with the id by which an example names it
 * @param settings of new flows in this installation
 */
export async function addExamples(
  flows: Flows,
  createTable: (table: ExampleTable) => Promise<unknown>,
  settings: Partial<FlowSettings>,
): Promise<void> {
  for (const { name, document, tables = [] } of [...EXAMPLES].reverse()) {
    for (const table of tables) await createTable(table)
    const { id } = await flows.create({
      name,
      document: { ...document, settings: { ...document.settings, ...settings } },
    })
    await flows.publish(id, { note: 'The example, as it comes' })
  }
}
