/** Texts of the JSON view that are no data yet, kept while the editor is open, so that they are there again after another step was selected. */
interface Draft {
  text: string
  /** The data that it was typed over: once that is changed elsewhere, the draft is of no use. */
  of: unknown
}

const drafts = new Map<string, Draft>()

/** @returns the text that was left for this node; undefined if none, or if its data is another by now. */
export function jsonDraft(nodeId: string, data: unknown): string | undefined {
  const draft = drafts.get(nodeId)
  return draft?.of === data ? draft?.text : undefined
}

export function keepJsonDraft(nodeId: string, draft: Draft): void {
  drafts.set(nodeId, draft)
}
