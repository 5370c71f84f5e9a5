import type { FlowSettings } from '@callflow-studio/model'
import type { ExampleSwitch, ExampleTable } from '@callflow-studio/model/api'
import { EXAMPLES } from '../examples/index.ts'
import type { Flows } from './flows.ts'

/**
 * Published at once, so that the first thing a newcomer sees is a flow that can be called.
 * @param make makes a table or a switch with the id by which an example names it
 * @param settings of new flows in this installation
 */
export async function addExamples(
  flows: Flows,
  make: { table: (table: ExampleTable) => Promise<unknown>; switch: (wish: ExampleSwitch) => Promise<unknown> },
  settings: Partial<FlowSettings>,
): Promise<void> {
  for (const { name, document, tables = [], switches = [] } of [...EXAMPLES].reverse()) {
    for (const table of tables) await make.table(table)
    for (const wish of switches) await make.switch(wish)
    const { id } = await flows.create({
      name,
      document: JSON.stringify({ ...document, settings: { ...document.settings, ...settings } }),
    })
    await flows.publish(id, { note: 'The example, as it comes' })
  }
}
