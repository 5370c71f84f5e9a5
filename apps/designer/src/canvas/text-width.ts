/**
 * How wide a text is in Inter, from a table of its letters. Cards need their size before they are drawn, and the same
 * size in every browser: a drawing must not shift when the font arrives.
 */

/** Advance widths of the characters from space to tilde at weight 500, in hundredths of the text size. */
const WIDTHS = [
  27, 30, 49, 64, 65, 99, 65, 31, 37, 37, 52, 67, 30, 46, 30, 37, 65, 42, 62, 63, 66, 60, 63, 57, 63, 63, 30, 32, 67,
  67, 67, 53, 98, 71, 66, 73, 72, 60, 59, 75, 75, 27, 58, 69, 57, 91, 76, 77, 64, 77, 65, 65, 65, 74, 71, 100, 70, 70,
  64, 37, 37, 37, 48, 46, 34, 57, 62, 58, 62, 59, 38, 62, 60, 25, 25, 56, 25, 89, 60, 60, 62, 62, 39, 54, 34, 60, 58,
  83, 56, 58, 56, 44, 35, 44, 67,
]
const FIRST = 32
/** Letters of other alphabets, accents, and everything wide. */
const UNKNOWN = 62
const WIDE = 100
/** Chinese, Japanese, Korean, emoji. */
const FIRST_WIDE = 0x2e80

/** @returns the width in pixels, at most some 2 % off. */
export function textWidth(text: string, sizePx: number): number {
  let sum = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? FIRST
    sum += WIDTHS[code - FIRST] ?? (code >= FIRST_WIDE ? WIDE : UNKNOWN)
  }
  return (sum * sizePx) / 100
}

/** @returns how many lines a text takes when it is wrapped at words. */
export function countLines(text: string, sizePx: number, width: number): number {
  return text.split('\n').reduce((lines, paragraph) => lines + paragraphLines(paragraph, sizePx, width), 0)
}

function paragraphLines(text: string, sizePx: number, width: number): number {
  const space = textWidth(' ', sizePx)
  let lines = 1
  let used = 0
  for (const word of text.split(' ')) {
    const wanted = textWidth(word, sizePx)
    if (used > 0 && used + space + wanted > width) {
      lines += 1
      used = 0
    }
    used += (used > 0 ? space : 0) + wanted
    while (used > width) {
      lines += 1
      used -= width
    }
  }
  return lines
}
