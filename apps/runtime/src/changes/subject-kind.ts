/** What a change was about. */
export type SubjectKind = 'flow' | 'table' | 'switch' | 'secret' | 'connection' | 'settings' | 'call' | 'recording'

/** @param operation as it is stored: one that a newer studio has written counts by its first word */
export function subjectKindOf(operation: string): SubjectKind | null {
  const word = operation.split('.', 1)[0] ?? ''
  return KINDS.get(word) ?? null
}

const KINDS: ReadonlyMap<string, SubjectKind> = new Map([
  ['flow', 'flow'],
  ['version', 'flow'],
  ['test', 'flow'],
  ['table', 'table'],
  ['row', 'table'],
  ['switch', 'switch'],
  ['secret', 'secret'],
  ['connection', 'connection'],
  ['settings', 'settings'],
  ['call', 'call'],
  ['recording', 'recording'],
])
