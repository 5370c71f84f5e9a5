import type { FlowSettings } from '@callflow-studio/model'
import type { ExampleSwitch, ExampleTable } from '@callflow-studio/model/api'
import { SYSTEM } from '../changes/actor.ts'
import { EXAMPLES } from '../examples/index.ts'
import type { Flows } from './flows.ts'

/**
 * Publishes the examples where there never was a flow, so that the first thing a newcomer sees is a flow that can be called.
 * Of several servers that start at once on one storage, one adds them.
 * @param make makes a table or a switch with the id by which an example names it, or the tests of a flow
 * @param settings of new flows in this installation
 */
export async function addExamples(
  flows: Flows,
  make: {
    table: (table: ExampleTable) => Promise<unknown>
    switch: (example: ExampleSwitch) => Promise<unknown>
    tests: (flowId: string, text: string) => Promise<unknown>
  },
  settings: Partial<FlowSettings>,
): Promise<void> {
  for (const [added, { name, document, tests, tables = [], switches = [] }] of [...EXAMPLES].reverse().entries()) {
    const created = await flows.create(
      SYSTEM,
      { name, document: JSON.stringify({ ...document, settings: { ...document.settings, ...settings } }) },
      async (tx) => (await tx.flows.count()) === added,
    )
    if (!created.ok) return
    for (const table of tables) await make.table(table)
    for (const example of switches) await make.switch(example)
    await make.tests(created.value.id, tests)
    await flows.publish(SYSTEM, created.value.id, { note: 'The example, as it comes' })
  }
}
