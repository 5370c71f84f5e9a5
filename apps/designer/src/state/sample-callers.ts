/** The callers of the sample phone: three that come with the studio, and the user's own, kept in this browser. */
import { type SampleCall, sampleCallSchema } from '@callflow-studio/model/api'

export interface SampleCaller {
  id: string
  name: string
  call: SampleCall
}

const call = (differs: Partial<SampleCall>): SampleCall => ({ ...sampleCallSchema.parse({}), ...differs })

export const PRESET_CALLERS: readonly SampleCaller[] = [
  { id: 'mobile', name: 'Mobile caller', call: call({}) },
  {
    id: 'anonymous',
    name: 'Anonymous',
    call: call({ from: 'anonymous', callerName: 'Anonymous', callerNumber: 'anonymous' }),
  },
  {
    id: 'colleague',
    name: 'Colleague inside',
    call: call({ from: '1001', callerName: 'Alex Morgan', callerNumber: '1001', realm: 'office.example.net' }),
  },
]

export const MOBILE_CALLER: SampleCaller = { id: 'mobile', name: 'Mobile caller', call: call({}) }

export const isPreset = (id: string): boolean => PRESET_CALLERS.some((caller) => caller.id === id)

const KEY = 'studio-sample-callers'

/** @returns the user's own callers; none where nothing can be read (storage switched off, or not ours). */
export function readOwnCallers(storage: Pick<Storage, 'getItem'>): readonly SampleCaller[] {
  let stored: unknown
  try {
    stored = JSON.parse(storage.getItem(KEY) ?? '[]')
  } catch {
    return [] // A browser that refuses storage, or a text of somebody else: the three presets remain.
  }
  return Array.isArray(stored) ? stored.flatMap(readCaller) : []
}

/** Keeps the user's own callers; a browser that refuses storage forgets them with the page. */
export function writeOwnCallers(storage: Pick<Storage, 'setItem'>, callers: readonly SampleCaller[]): void {
  try {
    storage.setItem(KEY, JSON.stringify(callers))
  } catch {
    // Storage is full or switched off: the callers still hold for this visit.
  }
}

function readCaller(value: unknown): SampleCaller[] {
  const { id, name, call: stored } = (value ?? {}) as Record<string, unknown>
  const parsed = sampleCallSchema.safeParse(stored)
  return typeof id === 'string' && typeof name === 'string' && parsed.success ? [{ id, name, call: parsed.data }] : []
}
