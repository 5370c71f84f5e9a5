type Schema = { [key: string]: unknown }

/**
 * @param schema a JSON Schema
 * @param schemas those that it refers to, by id
 * @returns a value that fits: the examples, defaults and first choices of its parts
 */
export function exampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): unknown {
  if (typeof schema.$ref === 'string') return exampleOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas)
  if (Array.isArray(schema.examples)) return schema.examples[0]
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf
  if (Array.isArray(choices)) return exampleOf(choices[0], schemas)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries((schema.properties ?? {}) as Record<string, Schema>).map(([name, property]) => [
          name,
          exampleOf(property, schemas),
        ]),
      )
    case 'array':
      return Array.isArray(schema.prefixItems)
        ? schema.prefixItems.map((item) => exampleOf(item, schemas))
        : Array.from({ length: Math.max(1, Number(schema.minItems ?? 1)) }, () =>
            exampleOf((schema.items ?? {}) as Schema, schemas),
          )
    case 'string':
      return ''
    case 'integer':
    case 'number':
      return Math.max(0, Number(schema.minimum ?? 0))
    case 'boolean':
      return false
    case 'null':
      return null
    default:
      return {}
  }
}
