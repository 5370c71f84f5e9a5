import { emptyDocument, type FlowDocument, setField } from '@callflow-studio/model'
import type { Validation } from '@callflow-studio/model/api'
import { expect, it } from 'vitest'
import { createStudioStore } from './studio-store.ts'
import { diagnosticsOf } from './sync-slice.ts'

const problem = (field: string | null): Validation['diagnostics'][number] => ({
  severity: 'error',
  code: 'field.invalid',
  message: `${field}`,
  nodeId: 'desk',
  field,
})

it('drops problems of fields that were edited since the server looked, and keeps the others', () => {
  const document: FlowDocument = {
    ...emptyDocument(),
    nodes: [
      {
        id: 'desk',
        type: 'ring_group',
        name: '',
        position: { x: 0, y: 0 },
        data: { endpoints: [{ id: '' }, { id: '' }], name: '' },
      },
    ],
  }
  const store = createStudioStore()
  const fields = () => diagnosticsOf('desk')(store.getState()).map(({ field }) => field)
  store.getState().load(document, 'Desk')
  const diagnostics = [null, 'endpoints.0.id', 'endpoints.1.id', 'name', 'port:_'].map(problem)
  store.getState().setSync({ validation: { diagnostics, cuts: [], mostRequests: null }, validated: document })
  expect(fields()).toEqual([null, 'endpoints.0.id', 'endpoints.1.id', 'name', 'port:_'])
  store.getState().apply(setField('desk', 'endpoints', [{ id: 'anna' }, { id: '' }]))
  expect(fields()).toEqual([null, 'endpoints.1.id', 'name', 'port:_'])
})
