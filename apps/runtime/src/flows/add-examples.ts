import { EXAMPLES } from '../examples/index.ts'
import type { Flows } from './flows.ts'

/** Published at once, so that the first thing a newcomer sees is a flow that can be called. */
export async function addExamples(flows: Flows): Promise<void> {
  for (const { name, document } of [...EXAMPLES].reverse()) {
    const { id } = await flows.create({ name, document })
    await flows.publish(id, { note: 'The example, as it comes' })
  }
}
