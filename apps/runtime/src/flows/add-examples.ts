import type { FlowSettings } from '@callflow-studio/model'
import { EXAMPLES } from '../examples/index.ts'
import type { Flows } from './flows.ts'

/**
 * Published at once, so that the first thing a newcomer sees is a flow that can be called.
 * @param settings of new flows in this installation
 */
export async function addExamples(flows: Flows, settings: Partial<FlowSettings>): Promise<void> {
  for (const { name, document } of [...EXAMPLES].reverse()) {
    const { id } = await flows.create({
      name,
      document: JSON.stringify({ ...document, settings: { ...document.settings, ...settings } }),
    })
    await flows.publish(id, { note: 'The example, as it comes' })
  }
}
