import { describe, expect, it } from 'vitest'
import { wrongWords } from './check-words.mjs'

describe('words', () => {
  it.each([
    'const edges = portsOf(node)',
    'It answers what is under way.',
    'const always = sideways',
    "const audio = 'two-way'",
    'const split = text.split("")',
    'const mostRequests = report.mostRequests',
  ])('may stand: %s', (line) => expect(wrongWords('a.ts', line)).toEqual([]))

  it.each([
    ['/** The way out is open. */', 'way'],
    ['const wayOut = 1', 'way'],
    ['const MOST_ROWS = 5', 'MOST_'],
    ['const LIT_PATH = litPath', 'lit'],
    ['// Mended by whoever comes', 'mended'],
    ['await list.readAnew()', 'anew'],
    ["it('goes round until it is mended', f)", 'mended'],
  ])('are replaced: %s', (line, word) =>
    expect(wrongWords('a.ts', line).join()).toMatch(new RegExp(`^a.ts:1: “${word}`)),
  )

  it('count in the names of files', () => {
    expect(wrongWords('src/way-picker.ts', '')).toEqual([expect.stringContaining('“way”')])
  })
})
