import { compile } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing'
import { expect, it } from 'vitest'
import { browserZone } from '../browser-locale.ts'
import { fixCommand, fixesOf } from './fix-command.ts'

it('changes every field that belongs to a fix, in one edit', () => {
  const document = flow().step('h', 'data.http', { url: 'https://u:p@crm.example/', headers: [] }).build()
  const headers = [{ name: 'Authorization', value: 'Basic dTpw' }]
  const command = fixCommand({
    fix: {
      kind: 'set-field',
      label: 'Use the header',
      nodeId: 'h',
      field: 'url',
      value: 'https://crm.example/',
      also: [{ field: 'headers', value: headers }],
    },
  })
  expect(command?.(document).nodes.find(({ id }) => id === 'h')?.data).toEqual({ url: 'https://crm.example/', headers })
})

it('sets the flow to the zone of the user who presses it', () => {
  const command = fixCommand({ fix: { kind: 'use-own-zone', label: 'Use my time zone' } })
  expect(command?.(flow().build()).settings).toMatchObject({ timezone: browserZone(), timezoneChosen: true })
})

it('offers to keep UTC beside the zone of this browser', () => {
  const document = flow()
    .step('h', 'logic.schedule', { weekly: [{ days: ['mo'], from: '09:00', to: '17:00' }], holidays: [], timezone: '' })
    .chain('h')
    .build()
  const [told] = compile(document).diagnostics.filter(({ code }) => code === 'schedule.no-timezone')
  const [own, keep] = told ? fixesOf(told) : []
  expect([own?.label, keep?.label]).toEqual(['Use my time zone', 'Keep UTC'])
  const kept = keep?.command(document) ?? document
  expect(kept.settings).toMatchObject({ timezone: 'UTC', timezoneChosen: true })
  expect(compile(kept).diagnostics.filter(({ code }) => code === 'schedule.no-timezone')).toEqual([])
})
