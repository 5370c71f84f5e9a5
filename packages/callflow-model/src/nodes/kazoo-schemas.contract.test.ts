import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isObject } from '../kazoo/callflow-tree.ts'
import { KAZOO_PROFILES, KAZOO_VERSIONS, type KazooProfile, type KazooVersion, versionsOf } from '../kazoo/versions.ts'
import { callOf } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'
import { hasKazooSchemas, NO_KAZOO_SCHEMAS } from '../testing/kazoo-files.ts'
import { type KazooSchema, loadKazooValidator } from '../testing/kazoo-validator.ts'
import { SAMPLE_CALLFLOWS } from '../testing/sample-callflows.ts'
import { checkCallflow } from './check-callflow.ts'
import { kazooSteps } from './kazoo-steps.ts'
import { dataSchemaIn, isKnownTo } from './parts/versioned-data.ts'

/** The executor reads `skip_module` for every module, named or not (docs/kazoo/semantics.md#r8). */
const NOT_IN_SCHEMAS: Readonly<Record<string, string[]>> = { notification: ['skip_module'] }

const isUnchecked = (field: z.ZodType | undefined): boolean =>
  field instanceof z.ZodOptional && field.unwrap() instanceof z.ZodUnknown

describe('our definitions against KAZOO’s schemas', () => {
  if (!hasKazooSchemas) {
    console.warn(NO_KAZOO_SCHEMAS)
    it.skip(NO_KAZOO_SCHEMAS, () => {})
    return
  }
  const kazoo = loadKazooValidator()
  const steps = KAZOO_VERSIONS.flatMap((version) =>
    kazooSteps.filter((step) => isKnownTo(step, version)).map((step) => [step.type, version, step] as const),
  )

  describe.each(steps)('%s of KAZOO %s', (type, version, step) => {
    const find: FindSchema = (name) => kazoo.schema(name, version)
    const schema = find(`callflows.${type}`)
    const ours = dataSchemaIn(step, version)

    it('has every field that KAZOO has, and no other', () => {
      const shape: Record<string, z.ZodType> = step.data instanceof z.ZodObject ? step.data.shape : {}
      const known = Object.keys(shape).filter((name) => shape[name]?.meta()?.versions?.includes(version) !== false)
      const theirs = [...Object.keys(schema.properties ?? {}), ...(NOT_IN_SCHEMAS[type] ?? [])]
      // Some fields are read without being checked, and then the schema need not name them.
      const isChecked = (name: string): boolean => !isUnchecked(step.differs?.[version]?.fields?.[name])
      expect(known.filter(isChecked).sort()).toEqual(theirs.filter(isChecked).sort())
    })

    it('accepts what KAZOO accepts, and refuses what KAZOO refuses', () => {
      fc.assert(
        fc.property(dataLike(schema, find), (data) => {
          fc.pre(!isObject(data) || !('flow' in data)) // a flow written in place is checked as a module, below
          expect(ours.safeParse(data).success).toBe(kazoo.checkData(type, data, version).length === 0)
        }),
        { numRuns: 300 },
      )
    })

    it('sends nothing that KAZOO refuses, for any values of a call', () => {
      fc.assert(
        fc.property(dataLike(schema, find), fc.nat(), oddValue(), anyOrThis(version), (data, seed, value, profile) => {
          const templated = withTemplates(data, seed)
          if (!isObject(templated)) return // the data of a node is always an object
          const document = flow({ kazoo: profile }).step('n', type, templated).chain('n').build()
          const call = callOf(document)
          if (call.isPublished) call.ask({ Odd: value }) // throws what KAZOO refuses
        }),
        { numRuns: 40 },
      )
    })

    it('never changes data that it accepts', () => {
      fc.assert(
        fc.property(dataLike(schema, find), (data) => {
          const parsed = ours.safeParse(data)
          if (parsed.success) expect(parsed.data).toEqual(data)
        }),
        { numRuns: 40 },
      )
    })
  })

  it('take the names of SIP headers as KAZOO’s pattern has them, A-z and all', () => {
    const resources = kazooSteps.find(({ type }) => type === 'resources')
    for (const name of ['X-A', 'x_1', 'a^', '[b]', 'a b', 'é', '']) {
      const data = { custom_sip_headers: { out: { [name]: 'v' } } }
      expect([name, resources?.data.safeParse(data).success]).toEqual([
        name,
        kazoo.checkData('resources', data, '5.0-dev').length === 0,
      ])
    }
  })

  it('refuse in the samples what KAZOO refuses', () => {
    for (const { name, flow: callflow, refused } of SAMPLE_CALLFLOWS) {
      const paths = kazoo.checkAnswer(callflow, { profile: '5.0-dev' }).map(({ path }) => path)
      expect([name, paths.length > 0]).toEqual([name, refused.length > 0])
      for (const path of refused) expect([name, paths.some((found) => found.startsWith(path))]).toEqual([name, true])
    }
  })

  it.each(KAZOO_PROFILES)('refuse the whole answers that KAZOO refuses for %s, and no others', (profile) => {
    const find: FindSchema = (name) =>
      kazoo.schema(name, versionsOf(profile).find((version) => kazoo.hasSchema(name, version)) ?? '5')
    fc.assert(
      fc.property(anyAnswer(find), (answer) => {
        const ours = checkCallflow(answer, { profile })
        const theirs = kazoo.checkAnswer(answer, { profile })
        expect({ answer, ours, refused: ours.length > 0 }).toEqual({ answer, ours, refused: theirs.length > 0 })
      }),
      { numRuns: 1000 },
    )
  })
})

// ------------------------------------------------------------------------------------------------ arbitraries

type FindSchema = (name: string) => KazooSchema

/** Data of a module: mostly what its schema describes, with fields left out, out of range, of a wrong kind, or unknown. */
const dataLike = (schema: KazooSchema, find: FindSchema): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 30, arbitrary: like(schema, find, 0) }, { weight: 1, arbitrary: anyJson() })

/** Not `__proto__`: an object literal of JavaScript cannot hold that key, parsed JSON can, and KAZOO knows no such field. */
const anyKey = () => fc.string({ maxLength: 4, unit: 'binary' }).filter((key) => key !== '__proto__')
const anyJson = (): fc.Arbitrary<unknown> =>
  fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true, max: 1e20, min: -1e20 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(anyKey(), tie('value'), { maxKeys: 3 }),
    ),
  })).value

function like(schema: KazooSchema, find: FindSchema, depth: number): fc.Arbitrary<unknown> {
  const good = exactly(schema, find, depth)
  return fc.oneof({ weight: 20, arbitrary: good }, { weight: 1, arbitrary: anyJson() })
}

function exactly(schema: KazooSchema, find: FindSchema, depth: number): fc.Arbitrary<unknown> {
  if (typeof schema.$ref === 'string') return like(beside(schema, find(schema.$ref)), find, depth + 1)
  const options = (schema.anyOf ?? schema.oneOf) as KazooSchema[] | undefined
  if (options && !schema.properties)
    return fc.oneof(...options.map((option) => like({ type: 'object', ...option }, find, depth + 1)))
  if (Array.isArray(schema.enum))
    return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...schema.enum) }, { weight: 1, arbitrary: fc.string() })
  switch (schema.type) {
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return numberNear(schema)
    case 'string':
      return textNear(schema)
    case 'array':
      return fc.array(like((schema.items ?? {}) as KazooSchema, find, depth + 1), { maxLength: 4 })
    case 'object':
      return objectLike(schema, find, depth)
    default:
      return anyJson()
  }
}

/** What stands beside a reference counts too: the items of a sequence say there which kind they are. */
function beside({ properties }: KazooSchema, referred: KazooSchema): KazooSchema {
  if (!properties) return referred
  const required = [...(referred.required ?? []), ...Object.keys(properties)]
  return { ...referred, properties: { ...referred.properties, ...properties }, required }
}

const anyOrThis = (version: KazooVersion): fc.Arbitrary<KazooProfile> => fc.constantFrom<KazooProfile>('any', version)

const oddValue = (): fc.Arbitrary<unknown> =>
  fc.constantFrom<unknown>(
    '',
    'a',
    '7',
    7,
    1.5,
    -1,
    true,
    null,
    [],
    ['a'],
    { a: 1 },
    'x'.repeat(1100),
    'http://localhost/',
  )

/** Some of the texts, numbers and switches become a value of the call. */
function withTemplates(value: unknown, seed: number, place = 0): unknown {
  if (Array.isArray(value)) return value.map((item, index) => withTemplates(item, seed, place * 7 + index + 1))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item], index) => [key, withTemplates(item, seed, place * 11 + index + 1)]),
    )
  return (seed >> (place % 20)) % 2 === 0 ? value : seed % 3 === 0 ? 'so {{ request.Odd }}' : '{{ request.Odd }}'
}

function objectLike(schema: KazooSchema, find: FindSchema, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {})
  const required = new Set(schema.required ?? [])
  const known = fc.tuple(
    ...properties.map(([name, property]) =>
      fc.oneof(
        {
          weight: required.has(name) ? 12 : 3,
          arbitrary: like(property, find, depth + 1).map((value) => [name, value] as const),
        },
        {
          weight: required.has(name) ? 1 : Math.max(2, Math.ceil(properties.length / 3)),
          arbitrary: fc.constant(null),
        },
      ),
    ),
  )
  const headers = fc.array(fc.tuple(fc.stringMatching(/^[A-z0-9_ -]{1,6}$/), fc.oneof(fc.string(), fc.integer())), {
    maxLength: 3,
  })
  const unknown = fc.array(fc.tuple(anyKey(), anyJson()), { maxLength: 1 })
  return fc
    .tuple(
      known,
      schema.patternProperties || properties.length < 3 ? headers : fc.constant([]),
      fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: unknown }),
    )
    .map(([fields, more, odd]) => Object.fromEntries([...odd, ...more, ...fields.filter((field) => field !== null)]))
}

/** Around the edges of the range, and now and then not whole. */
function numberNear({ minimum, maximum }: KazooSchema): fc.Arbitrary<number> {
  const edges = [minimum, maximum].filter((edge): edge is number => typeof edge === 'number')
  return fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: edges[0] ?? -10, max: edges[1] ?? 100_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, ...edges.flatMap((edge) => [edge - 1, edge, edge + 1])) },
    { weight: 1, arbitrary: fc.constantFrom(0.5, -0.25, 1.0, -0, 2 ** 53, 2 ** 60, 1e20) },
  )
}

/** Around the lengths that the schema allows, in signs that take one or two units of JavaScript. */
function textNear({ minLength, maxLength, pattern }: KazooSchema): fc.Arbitrary<string> {
  const sign = fc.constantFrom('a', '7', '😀', 'é', '\ud83d', ' ')
  const edges = [minLength, maxLength].filter((edge): edge is number => typeof edge === 'number')
  const lengths = edges.flatMap((edge) => [edge - 1, edge, edge, edge, edge + 1]).filter((length) => length >= 0)
  const near = lengths.map((length) =>
    length < 200
      ? fc.array(sign, { minLength: length, maxLength: length }).map((signs) => signs.join(''))
      : sign.map((one) => one.repeat(length)),
  )
  const matching =
    typeof pattern === 'string'
      ? [
          fc.stringMatching(new RegExp(pattern)),
          fc.constantFrom('https://a.example', 'http://localhost/x', 'HTTP://a', ' http://a', '12', '1a'),
        ]
      : []
  return fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), ...near, ...matching)
}

/** Answers of drawn modules, some with a name that KAZOO does not have, without data, or with children that are none. */
function anyAnswer(find: FindSchema): fc.Arbitrary<unknown> {
  const wellFormed = (value: unknown): boolean => !/\\ud[89a-f]/i.test(JSON.stringify(value))
  const moduleAndData = fc.oneof(
    {
      weight: 30,
      arbitrary: fc
        .constantFrom(...kazooSteps.map(({ type }) => type))
        .chain((type) => fc.tuple(fc.constant(type as unknown), like(find(`callflows.${type}`), find, 2))),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(
        fc.constantFrom<unknown>('say', 'jump', '', 'TTS', 7, null, '__proto__', 'constructor'),
        fc.constant({}),
      ),
    },
  )
  const node = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc
      .tuple(
        moduleAndData,
        fc.option(
          fc.dictionary(
            fc.constantFrom('_', '1', 'timeout', '', '\n'),
            fc.oneof(
              { weight: 12, arbitrary: tie('node') },
              { weight: 1, arbitrary: fc.constantFrom<unknown>({}, null, [], 'x') },
            ),
            { maxKeys: 2 },
          ),
          { nil: undefined, depthSize: 'small' },
        ),
        fc.integer({ min: 0, max: 40 }),
      )
      .map(([[module, data], children, luck]) => ({
        ...(luck === 1 ? {} : { module }),
        ...(luck === 2 ? {} : { data }),
        ...(children === undefined ? {} : { children: luck === 3 ? [children] : children }),
        ...(luck === 4 ? { numbers: ['2030'] } : {}),
      })),
  })).node
  return node.filter(wellFormed)
}
