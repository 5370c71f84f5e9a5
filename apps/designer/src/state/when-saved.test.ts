import { describe, expect, it } from 'vitest'
import { createStudioStore } from './studio-store.ts'
import { whenSaved } from './when-saved.ts'

describe('waiting for the draft to be saved', () => {
  it('is over at once where nothing is under way', async () => {
    expect(await whenSaved(createStudioStore())).toBe('saved')
  })

  it('lasts until the save has come to rest, and says how', async () => {
    const store = createStudioStore()
    store.getState().setSync({ save: 'unsaved' })
    const rest = whenSaved(store)
    store.getState().setSync({ save: 'saving' })
    store.getState().setSync({ save: 'conflict' })
    expect(await rest).toBe('conflict')
  })
})
