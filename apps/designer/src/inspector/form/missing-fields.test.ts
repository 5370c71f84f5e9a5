import { createNode, definitionOf, emptyDocument } from '@callflow-studio/model'
import { expect, it } from 'vitest'
import { missingFields } from './missing-fields.ts'

const firstMissing = (type: string): string | undefined => {
  const definition = definitionOf(type)
  if (!definition) throw new Error(`no such type: ${type}`)
  return missingFields(definition, createNode(emptyDocument(), type, { x: 0, y: 0 }).data)[0]
}

it.each([
  ['tts', 'text'],
  ['input.menu', 'prompt.text'],
  ['voicemail', 'id'],
  ['data.http', 'url'],
  ['data.table', 'table'],
  ['logic.condition', 'rules.0.right'],
  ['logic.set', 'assignments.0.value'],
  ['audio_macro', 'macros.0.text'],
  ['ring_group', 'endpoints'],
  ['set_variables', 'custom_application_vars'],
  ['acdc_queue', 'id'],
])('a new step of type %s lacks %s first', (type, field) => {
  expect(firstMissing(type)).toBe(field)
})

it.each(['logic.schedule', 'logic.split', 'hangup', 'collect_dtmf'])('a new step of type %s lacks nothing', (type) => {
  expect(firstMissing(type)).toBeUndefined()
})
