import type { ParseKeys, TFunction } from 'i18next'

type Values = Readonly<Record<string, string | number | undefined>>

/**
 * Says what `t` says, for the thousands of steps and edges of a large flow: `t` reads the same sentence again for each of
 * them, this reads it once, and once more for each other `count`.
 */
export function textsForMany(t: TFunction<'canvas'>): (key: ParseKeys<'canvas'>, values: Values) => string {
  const known = new Map<string, string>()
  return (key, { count, ...values }) => {
    const id = `${key} ${count}`
    // Each value stands for itself, so that the sentence keeps its gaps.
    const gaps = Object.fromEntries(Object.keys(values).map((name) => [name, `{{${name}}}`]))
    const text = known.get(id) ?? t(key, { ...(count === undefined ? {} : { count }), ...gaps })
    known.set(id, text)
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
  }
}
