import type { StoreApi } from 'zustand/vanilla'
import type { StudioState } from './studio-store.ts'
import type { SaveState } from './sync-slice.ts'

/** Publishing takes what the server has, so it waits for the last edit to arrive there. */
const NOT_SAVED_YET: readonly SaveState[] = ['unsaved', 'saving']

/** @returns the state in which saving came to rest: `saved`, or why it is not. */
export function whenSaved(store: StoreApi<StudioState>): Promise<SaveState> {
  const { save } = store.getState()
  if (!NOT_SAVED_YET.includes(save)) return Promise.resolve(save)
  return new Promise((resolve) => {
    const stop = store.subscribe((state) => {
      if (NOT_SAVED_YET.includes(state.save)) return
      stop()
      resolve(state.save)
    })
  })
}
