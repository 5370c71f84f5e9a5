import { emptyDocument, type FlowDocument, setSettings } from '@callflow-studio/model'
import type { Flow } from '@callflow-studio/model/api'
import { beforeEach, describe, expect, it } from 'vitest'
import { ApiError } from '../api/api-error.ts'
import { startAutosave } from './autosave.ts'
import { createStudioStore } from './studio-store.ts'

type Reply = Flow | Error

/** A server and a clock that the test moves by hand. */
function setUp(kept = new Map<string, string>(), opened = flowOf(4)) {
  const store = createStudioStore()
  const sent: { name: string; document: FlowDocument; revision: number }[] = []
  const replies: Reply[] = []
  const stored: Reply[] = []
  let timer: (() => void) | null = null
  store.getState().load(opened.document as FlowDocument, 'Front desk')
  store.getState().opened(opened)
  const stop = startAutosave({
    store,
    save: (_, body) => {
      sent.push(body)
      const reply = replies.shift() ?? flowOf(body.revision + 1)
      return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply)
    },
    read: () => {
      const reply = stored.shift() ?? offline
      return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply)
    },
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    after: (_, run) => {
      timer = run
      return () => {
        timer = null
      }
    },
  })
  const tick = async () => {
    const run = timer
    timer = null
    run?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const edit = (timezone: string) => store.getState().apply(setSettings({ timezone }))
  return { store, sent, replies, stored, tick, edit, kept, stop, isWaiting: () => timer !== null }
}

const flowOf = (revision: number): Flow => ({
  id: 'f1',
  name: 'Front desk',
  revision,
  document: emptyDocument(),
  liveVersion: null,
  latestVersion: null,
  draftChanged: false,
  pivotUrl: '',
  createdAt: '2026-11-24T09:00:00.000Z',
  updatedAt: '2026-11-24T09:00:00.000Z',
})
/** The same content, as a server writes it: its keys in another order. */
const reordered = (document: FlowDocument): FlowDocument =>
  Object.fromEntries(Object.entries(document).reverse()) as unknown as FlowDocument
const conflict = new ApiError(409, {
  title: 'Conflict',
  status: 409,
  current: { revision: 9, updatedAt: '2026-11-24T09:30:00.000Z' },
})
const offline = new ApiError(0, { title: 'Offline', status: 0 })

describe('autosave', () => {
  let desk: ReturnType<typeof setUp>
  beforeEach(() => {
    desk = setUp()
  })
  const save = () => desk.store.getState().save

  it('saves an edit a moment later, with the revision it was made on', async () => {
    desk.edit('Europe/Berlin')
    expect(save()).toBe('unsaved')
    await desk.tick()
    expect(desk.sent).toMatchObject([{ name: 'Front desk', revision: 4 }])
    expect(save()).toBe('saved')
    expect(desk.store.getState().revision).toBe(5)
    expect(desk.kept.size).toBe(0)
  })

  it('saves a new name too, and nothing where nothing changed', async () => {
    desk.store.getState().rename('Reception')
    await desk.tick()
    expect(desk.sent).toMatchObject([{ name: 'Reception' }])
    desk.store.getState().select(['x'])
    expect(desk.isWaiting()).toBe(false)
  })

  it('keeps the edit in the browser and tries again while the server cannot be reached', async () => {
    desk.replies.push(offline, offline)
    desk.edit('Europe/Berlin')
    await desk.tick()
    expect(save()).toBe('offline')
    expect([...desk.kept.values()].join()).toContain('Europe/Berlin')
    await desk.tick()
    expect(save()).toBe('offline')
    await desk.tick()
    expect(save()).toBe('saved')
    expect(desk.kept.size).toBe(0)
  })

  it('keeps the edit in the browser and tries again while the server has no database', async () => {
    const away = new ApiError(503, { title: 'The database of the studio cannot be reached.', status: 503 })
    desk.replies.push(away, away)
    desk.edit('Europe/Berlin')
    for (let times = 0; times < 2; times++) {
      await desk.tick()
      expect(save()).toBe('failed')
      expect([...desk.kept.values()].join()).toContain('Europe/Berlin')
    }
    await desk.tick()
    expect(save()).toBe('saved')
    expect(desk.kept.size).toBe(0)
  })

  it('stops at a conflict and keeps both sides', async () => {
    desk.replies.push(conflict)
    desk.edit('Europe/Berlin')
    await desk.tick()
    expect(save()).toBe('conflict')
    expect(desk.store.getState().conflict?.revision).toBe(9)
    desk.edit('Asia/Tokyo')
    expect(desk.isWaiting()).toBe(false)
    expect(desk.store.getState().document.settings.timezone).toBe('Asia/Tokyo')
    expect([...desk.kept.values()].join()).toContain('Asia/Tokyo')
  })

  it('takes a save whose answer was lost on its way for saved, not for somebody else’s', async () => {
    desk.replies.push(offline, conflict)
    desk.edit('Europe/Berlin')
    await desk.tick()
    const { document } = desk.store.getState()
    desk.stored.push({ ...flowOf(5), document: reordered(document) })
    await desk.tick()
    expect([save(), desk.store.getState().revision, desk.kept.size]).toEqual(['saved', 5, 0])
    desk.edit('Asia/Tokyo')
    await desk.tick()
    expect(desk.sent.at(-1)?.revision).toBe(5)
  })

  it('does so too where the flow was edited on meanwhile, and then saves those edits', async () => {
    desk.replies.push(offline, offline, conflict)
    desk.edit('Europe/Berlin')
    await desk.tick()
    const [lost] = desk.sent
    desk.edit('Europe/Paris')
    await desk.tick()
    desk.edit('Asia/Tokyo')
    desk.stored.push({ ...flowOf(5), document: reordered(lost?.document ?? emptyDocument()) })
    await desk.tick()
    expect(save()).toBe('unsaved')
    expect(desk.store.getState().revision).toBe(5)
    await desk.tick()
    expect(desk.sent.at(-1)).toMatchObject({ revision: 5, document: { settings: { timezone: 'Asia/Tokyo' } } })
    expect(save()).toBe('saved')
  })

  it('and so when the flow is opened again with what was kept here', () => {
    desk.replies.push(offline)
    desk.edit('Europe/Berlin')
    const document = reordered(desk.store.getState().document)
    const again = setUp(desk.kept, { ...flowOf(5), document })
    expect([again.store.getState().save, again.kept.size, again.isWaiting()]).toEqual(['saved', 0, false])
  })

  it('says that a flow was deleted elsewhere, stops, and goes on when it is restored', async () => {
    desk.replies.push(new ApiError(404, { title: 'The flow is not here.', status: 404 }))
    desk.edit('Europe/Berlin')
    await desk.tick()
    expect([save(), desk.isWaiting()]).toEqual(['gone', false])
    expect([...desk.kept.values()].join()).toContain('Europe/Berlin')
    desk.store.getState().setSync({ save: 'unsaved' })
    await desk.tick()
    expect(save()).toBe('saved')
  })

  it('brings an unacknowledged edit back when the flow is opened again, as an edit that can be undone', () => {
    desk.replies.push(offline)
    desk.edit('Europe/Berlin')
    const again = setUp(desk.kept)
    expect(again.store.getState().document.settings.timezone).toBe('Europe/Berlin')
    expect(again.isWaiting()).toBe(true)
    again.store.getState().undo()
    expect(again.store.getState().document.settings.timezone).toBe('UTC')
  })

  it('forgets an edit that was undone before it was saved', () => {
    const desk = setUp()
    desk.edit('Europe/Berlin')
    desk.store.getState().undo()
    desk.stop()
    expect(setUp(desk.kept).store.getState().document.settings.timezone).toBe('UTC')
  })

  it('forgets ours once theirs was taken', async () => {
    desk.replies.push(conflict)
    desk.edit('Europe/Berlin')
    await desk.tick()
    desk.store.getState().load(emptyDocument(), 'Front desk')
    desk.store.getState().opened(flowOf(9))
    expect(desk.kept.size).toBe(0)
  })

  it('does not take opening another flow for an edit', async () => {
    desk.store.getState().load(emptyDocument(), 'Other')
    desk.store.getState().opened({ ...flowOf(1), id: 'f2' })
    await desk.tick()
    expect(desk.sent).toEqual([])
  })

  it('never saves a document of a newer studio', async () => {
    desk.store.getState().setSync({ save: 'read-only' })
    const { document } = desk.store.getState()
    desk.edit('Europe/Berlin')
    desk.store.getState().rename('Reception')
    await desk.tick()
    expect(desk.sent).toEqual([])
    expect(desk.store.getState()).toMatchObject({ document, flowName: 'Front desk' })
  })
})
