/**
 * Our definitions of KAZOO's modules against `docs/kazoo/modules.json`, which was read from KAZOO's code and schemas:
 * module by module, field by field, for each version.
 */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { KAZOO_VERSIONS } from '../kazoo/versions.ts'
import { KAZOO_MODULES, type KazooField } from '../testing/kazoo-modules.ts'
import type { KazooStepDefinition } from './contract/kazoo-step.ts'
import { kazooSteps } from './kazoo-steps.ts'
import { isKnownTo } from './parts/versioned-data.ts'

const shapeOf = ({ data }: KazooStepDefinition): Record<string, z.ZodType> =>
  data instanceof z.ZodObject ? data.shape : {}

describe.each(KAZOO_VERSIONS)('the modules of KAZOO %s', (version) => {
  const described = KAZOO_MODULES.filter(({ versions }) => versions?.[version] !== false)

  it('are those that the studio has a step for', () => {
    const ours = kazooSteps.filter((step) => isKnownTo(step, version)).map(({ type }) => type)
    expect(ours.sort()).toEqual(described.map(({ module }) => module).sort())
  })

  it.each(described.map((found) => [found.module, found] as const))(
    '%s has the fields that KAZOO has',
    (type, found) => {
      const shape = shapeOf(stepOf(type))
      const ours = Object.keys(shape).filter((name) => shape[name]?.meta()?.versions?.includes(version) !== false)
      const theirs = found.data.filter(({ versions }) => versions?.[version] !== false).map(({ key }) => key)
      expect(ours.sort()).toEqual(theirs.sort())
    },
  )

  const fields = described.flatMap(({ module, data }) =>
    data
      .filter(({ versions }) => versions?.[version] === undefined)
      .map((field) => [module, field.key, field] as const),
  )

  it.each(fields)('%s takes for %s what KAZOO takes', (type, key, field) => {
    const step = stepOf(type)
    const schema = step.differs?.[version]?.fields?.[key] ?? shapeOf(step)[key]
    const isTaken = (value: unknown): boolean => schema?.safeParse(value).success === true
    const { taken, refused } = examplesOf(field)
    expect(taken.filter((value) => !isTaken(value))).toEqual([])
    expect(refused.filter(isTaken)).toEqual([])
  })
})

function stepOf(type: string): KazooStepDefinition {
  const step = kazooSteps.find((definition) => definition.type === type)
  if (!step) throw new Error(`no step ${type}`)
  return step
}

const OF_TYPE: Readonly<Record<string, unknown>> = {
  string: 'x',
  boolean: true,
  integer: 7,
  object: { a: 1 },
  array: ['x'],
}

/** Values at the edges of what is described, and of every other type. */
function examplesOf({ type, ...field }: KazooField): { taken: unknown[]; refused: unknown[] } {
  const types = [type].flat()
  const text = (length: number | undefined) => (length === undefined || length < 0 ? [] : ['x'.repeat(length)])
  const number = (value: number | undefined) => (value === undefined ? [] : [value])
  return {
    taken: [
      ...(field.enum ?? []),
      ...number(field.minimum),
      ...number(field.maximum),
      ...text(field.minLength),
      ...text(field.maxLength),
      ...(types.includes('boolean') ? [true, false] : []),
    ],
    refused: [
      ...Object.keys(OF_TYPE).flatMap((name) => (types.includes(name) ? [] : [OF_TYPE[name]])),
      1.5,
      null,
      ...(field.enum ? ['no such value'] : []),
      ...number(field.minimum).map((value) => value - 1),
      ...number(field.maximum).map((value) => value + 1),
      ...text(field.minLength && field.minLength - 1),
      ...text(field.maxLength && field.maxLength + 1),
    ],
  }
}
