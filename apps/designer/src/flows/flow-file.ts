/** A flow as a file: its name and its document, so that it can be read back here or elsewhere. */
import { createFlowSchema, type Flow, saveFlowSchema } from '@callflow-studio/model/api'
import { api } from '../api/client.ts'
import { downloadJson } from '../api/download.ts'

export async function exportFlow(id: string): Promise<void> {
  const { name, document } = await api.flow(id)
  downloadJson(name, { name, document })
}

/**
 * @param text a file that `exportFlow` wrote, or a bare flow document
 * @returns what creates the flow anew; null where the file holds none
 */
export function readFlowFile(text: string, fileName: string): { name: string; document: Flow['document'] } | null {
  const content = parse(text)
  const bare = saveFlowSchema.shape.document.safeParse(content)
  if (bare.success) return { name: fileName.replace(/\.json$/i, '') || 'Flow', document: bare.data }
  const named = createFlowSchema.safeParse(content)
  if (!named.success || !named.data.document) return null
  return { name: named.data.name, document: named.data.document }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // No JSON: no flow either.
  }
}
