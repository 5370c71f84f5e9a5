import { definitionOf, type KazooProfile, type NodeDefinition, nodeTypes } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { valueAt } from '../../state/value-at.ts'
import { fieldProblem } from './field-problem.ts'
import { absentText, shownText, speechSeconds, storedNumber } from './field-value.ts'
import { type FormField, fieldsOf, formOf, rowsOf, visibleFields } from './form-fields.ts'

const definition = (type: string): NodeDefinition => {
  const found = definitionOf(type)
  if (!found) throw new Error(`no node type ${type}`)
  return found
}
const field = (type: string, path: string): FormField => {
  const found = fieldsOf(definition(type).data).find((each) => each.path === path)
  if (!found) throw new Error(`no field ${path}`)
  return found
}

describe('the form of a node type', () => {
  it('shows a menu in the caller’s order: what is heard, the choices, what happens if nothing fits', () => {
    const form = formOf(definition('input.menu').data)
    expect(form.sections.map(({ title }) => title)).toEqual(['What the caller hears', 'Choices', 'No or wrong key'])
    expect(form.sections[2]?.fields.map(({ label }) => label)).toEqual([
      'Tries',
      'Wait for first key',
      'Between keys',
      'After a wrong key, say',
      'After no key, say',
    ])
  })

  it('puts up to three numbers side by side', () => {
    const [, , ifNothingFits] = formOf(definition('input.menu').data).sections
    expect(rowsOf(ifNothingFits?.fields ?? []).map((row) => row.length)).toEqual([3, 1, 1])
  })

  it('folds rare fields away under More', () => {
    expect(formOf(definition('input.digits').data).more.map(({ path }) => path)).toContain('pattern')
  })

  it('knows which fields may stay empty', () => {
    expect(field('input.menu', 'prompt').isOptional).toBe(false)
    expect(field('input.menu', 'invalidPrompt').isOptional).toBe(true)
  })

  it('offers an enumeration with its words', () => {
    expect(field('logic.condition', 'combine')).toMatchObject({
      control: 'segmented',
      options: [
        { value: 'all', label: 'all' },
        { value: 'any', label: 'any' },
      ],
    })
    expect(field('input.digits', 'terminator')).toMatchObject({ control: 'select', isOptional: true })
  })

  it('offers yes and no by their words, where the words are among the values', () => {
    const [fax] = field('faxbox', 'media').fields
    expect(fax?.options.map(({ label }) => label)).toEqual(['If the carrier offers it', 'Always', 'Never'])
    expect(field('conference', 'play_entry_tone')).toMatchObject({ control: 'text', options: [] })
  })

  it.each(nodeTypes.map((each) => [each.type, each] as const))(
    'gives every field of %s a label and a control',
    (_, each) => {
      for (const { label, control } of fieldsOf(each.data)) {
        expect(label).not.toBe('')
        expect(control).toBeTruthy()
      }
    },
  )
})

describe('values of fields', () => {
  it('shows milliseconds as seconds and stores them back exactly', () => {
    const { scale } = field('input.menu', 'timeoutMs').meta
    expect(shownText(5100, scale)).toBe('5.1')
    expect(storedNumber('5.1', scale)).toBe(5100)
    expect(storedNumber('0,1', scale)).toBe(100)
  })

  it('keeps a template in a number field as it is, and takes an emptied field out of the data', () => {
    expect(storedNumber('{{ vars.wait }}', 1000)).toBe('{{ vars.wait }}')
    expect(storedNumber('  ')).toBeUndefined()
  })

  it('keeps what is no number, so that nothing typed is lost', () => {
    expect(storedNumber('5x')).toBe('5x')
    expect(fieldProblem(field('input.menu', 'attempts'), '5x')).toMatch(/Enter a number/)
  })

  it('shows the default of an absent value as grey text', () => {
    expect(absentText(field('input.digits', 'terminator'))).toBe('#')
  })

  it('reads values at dot paths, own keys only', () => {
    expect(valueAt({ rules: [{ left: 'a' }] }, 'rules.0.left')).toBe('a')
    expect(valueAt({}, 'constructor')).toBeUndefined()
  })

  it('estimates how long a prompt is spoken', () => {
    const text =
      'Welcome to Harbour Dental. To book or change an appointment, press 1. If you are in pain, press 2. To speak to reception, press 0.'
    expect(speechSeconds(text)).toBe(9)
    expect(speechSeconds('')).toBe(0)
  })
})

describe('the instant check of a field', () => {
  it('names limits in the unit of the field', () => {
    expect(fieldProblem(field('input.menu', 'attempts'), 21)).toBe('The maximum is 20 times.')
    expect(fieldProblem(field('input.menu', 'attempts'), 2.5)).toBe('Enter a whole number.')
    expect(fieldProblem(field('input.menu', 'attempts'), 3)).toBeNull()
  })

  it('leaves a template to the call, but says what cannot be read', () => {
    expect(fieldProblem(field('input.menu', 'attempts'), '{{ vars.tries }}')).toBeNull()
    expect(fieldProblem(field('input.menu', 'attempts'), '{{ vars.tries | }')).not.toBeNull()
  })

  it('says that a needed field is empty', () => {
    expect(fieldProblem(field('input.menu', 'attempts'), undefined)).toMatch(/is required/)
  })
})

describe('fields of other versions', () => {
  const fields = fieldsOf(
    z.looseObject({
      plain: z.string().optional(),
      later: z
        .string()
        .optional()
        .meta({ versions: ['5.0-dev', '5'] }),
      newest: z
        .string()
        .optional()
        .meta({ versions: ['5'] }),
    }),
  )
  const shown = (profile: KazooProfile, data = {}, problem = '') =>
    visibleFields(fields, fields, data, (path) => path === problem, profile).map(({ path }) => path)

  it('are left out where no KAZOO of the flow knows them', () => {
    expect(shown('4.3')).toEqual(['plain'])
    expect(shown('5.0-dev')).toEqual(['plain', 'later'])
    expect(shown('5')).toEqual(['plain', 'later', 'newest'])
    expect(shown('any')).toEqual(['plain', 'later', 'newest'])
  })

  it('are shown while they hold something, or have a problem', () => {
    expect(shown('4.3', { newest: 'x' })).toEqual(['plain', 'newest'])
    expect(shown('4.3', {}, 'later')).toEqual(['plain', 'later'])
  })
})
