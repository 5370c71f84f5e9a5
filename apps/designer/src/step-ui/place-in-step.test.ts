import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { placeInStep } from './place-in-step.ts'

describe('the place of a problem inside its step', () => {
  const document = flow()
    .step('box', 'voicemail', { id: 'x' })
    .step('menu', 'input.menu', { choices: [{ digits: '1', label: 'Sales' }] })
    .build()
  const placeOf = (id: string, field: string | null) => {
    const node = document.nodes.find((each) => each.id === id)
    return node && placeInStep(document, node, field)
  }

  it.each([
    ['box', null, ''],
    ['box', 'id', 'Mailbox'],
    ['box', 'unheard_of', 'unheard_of'],
    ['menu', 'choices.0.digits', 'Choice 1'],
    ['menu', 'port:1', 'Sales'],
  ])('%s %s is “%s”', (id, field, words) => expect(placeOf(id, field)).toBe(words))
})
