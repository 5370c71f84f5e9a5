/**
 * Texts that a pattern in RE2 syntax may match: the shortest that its parts suggest. Anything may be wrong with one, so
 * try it out before you use it.
 * @example sampleOf('^\\+49(30|40)\\d{3}$') // ['+4930000', '+4940000']
 */
export function sampleOf(pattern: string): string[] {
  const samples = readAlternatives({ text: pattern, at: 0 })
  return [...new Set(samples)].slice(0, MAX_SAMPLES)
}

const MAX_SAMPLES = 8
const MAX_REPEATS = 30

interface Reader {
  text: string
  at: number
}

function readAlternatives(reader: Reader): string[] {
  const all: string[] = []
  for (;;) {
    all.push(...readSequence(reader))
    if (reader.text[reader.at] !== '|') return all
    reader.at++
  }
}

function readSequence(reader: Reader): string[] {
  let samples = ['']
  while (reader.at < reader.text.length && !'|)'.includes(reader.text[reader.at] ?? '')) {
    const part = readPart(reader)
    const times = readRepeats(reader)
    samples = samples.flatMap((head) => part.map((tail) => head + tail.repeat(times))).slice(0, MAX_SAMPLES)
  }
  return samples
}

const CLASSES: Readonly<Record<string, string>> = { d: '0', w: 'a', s: ' ', D: 'a', W: '-', S: 'a', b: '', B: '' }

function readPart(reader: Reader): string[] {
  const sign = reader.text[reader.at++] ?? ''
  if (sign === '^' || sign === '$') return ['']
  if (sign === '.') return ['a']
  if (sign === '\\') {
    const name = reader.text[reader.at++] ?? ''
    return [CLASSES[name] ?? name]
  }
  if (sign === '[') return [readClass(reader)]
  if (sign !== '(') return [sign]
  const flags = /^\?(?:P?<\w+>|[imsU-]*:)/.exec(reader.text.slice(reader.at))
  if (flags) reader.at += flags[0].length
  const inside = readAlternatives(reader)
  reader.at++ // the bracket
  return inside
}

/** The first sign of a class; of one that excludes, any that it does not name. */
function readClass(reader: Reader): string {
  const end = reader.text.indexOf(']', reader.at + 1)
  const inside = reader.text.slice(reader.at, end < 0 ? undefined : end)
  reader.at = end < 0 ? reader.text.length : end + 1
  if (inside.startsWith('^')) return [...'a0-x'].find((sign) => !inside.includes(sign)) ?? 'ü'
  if (inside.startsWith('\\')) return CLASSES[inside[1] ?? ''] ?? inside[1] ?? ''
  return inside[0] ?? ''
}

function readRepeats(reader: Reader): number {
  const found = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(reader.text.slice(reader.at))
  if (!found) return 1
  reader.at += found[0].length
  return found[1] === undefined ? 1 : Math.min(Number(found[1]), MAX_REPEATS)
}
