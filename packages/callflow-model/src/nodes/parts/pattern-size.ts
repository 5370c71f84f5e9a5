/**
 * How large a pattern in RE2 syntax becomes once its repetitions are written out: an upper bound, found before it is compiled,
 * since compiling is what costs. What is no pattern has some size too.
 * @returns about as many as there are instructions in its program
 */
export function patternSize(pattern: string): number {
  const open: number[] = []
  let size = 0
  /** Of what a repetition after it repeats. */
  let last = 0
  const add = (units: number): void => {
    size += units
    last = units
  }
  for (let at = 0; at < pattern.length; ) {
    const repeated = sticky(REPETITION, pattern, at)
    if (repeated) {
      const most = Number(repeated[2] || repeated[1])
      size += (last + 1) * most - last
      at += repeated[0].length
      continue
    }
    const single = sticky(SINGLE, pattern, at)
    if (single) {
      add(1)
      at += single[0].length
      continue
    }
    if (pattern[at] === '(') {
      open.push(size)
      size = 0
    } else if (pattern[at] === ')') {
      const inside = size
      size = open.pop() ?? 0
      add(inside + 2)
    } else add(1)
    at++
  }
  return size + open.reduce((total, part) => total + part, 0)
}

/** `{3}`, `{3,}`, `{3,5}`. */
const REPETITION = /\{(\d+)(?:,(\d*))?\}/y
/** `\d`, `\p{Greek}`, `\x{10FFFF}`, `[^a-z\]]`: one instruction each. */
const SINGLE = /\\(?:[pPx]\{[^}]*\}|[\s\S])|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]/y

function sticky(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at
  return expression.exec(text)
}
