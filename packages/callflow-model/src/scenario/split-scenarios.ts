/** One text of several scenarios, as one text for each. */
import { Document, isCollection, isSeq, parseAllDocuments } from 'yaml'
import { isEmptyDocument, readScenarios } from './read-scenarios.ts'
import type { ScenarioProblem } from './scenario-problem.ts'
import { STYLE, writeScenarios } from './write-scenarios.ts'

export type SplitScenarios =
  | { ok: true; scenarios: { name: string; text: string }[] }
  | { ok: false; problems: readonly ScenarioProblem[] }

/**
 * Takes a text apart. Each scenario keeps its text to the letter, with the comments around it; one of a list is written as a
 * document of its own.
 * @param text as `readScenarios` takes it
 * @returns the problems where one of the scenarios cannot be read
 * @throws never
 */
export function splitScenarios(text: string): SplitScenarios {
  const { scenarios, problems } = readScenarios(text)
  if (problems.length > 0) return { ok: false, problems }
  const parts = partsOf(text)
  return {
    ok: true,
    scenarios: scenarios.map(({ scenario }, index) => ({
      name: scenario.test,
      text: parts[index] ?? writeScenarios([scenario]),
    })),
  }
}

/** @returns a text for each scenario; null for one that has to be written, since JSON in a list is no document of its own */
function partsOf(text: string): (string | null)[] {
  const parsed = parseAllDocuments(text, { version: '1.2' })
  let start = 0
  return ('empty' in parsed ? [] : parsed).flatMap((document) => {
    const { contents, range } = document
    const hasDirective = /^%/m.test(text.slice(start, range[0]))
    const source = text.slice(hasDirective ? range[0] : start, range[2])
    start = range[2]
    if (isEmptyDocument(document)) return []
    if (!isSeq(contents)) return [withoutMarks(source)]
    return contents.items.map((item) => {
      if (!isCollection(item) || item.flow) return null
      const own = new Document(null, { version: '1.2' })
      own.contents = item
      return own.toString(STYLE)
    })
  })
}

/** Without what divides documents. */
const withoutMarks = (source: string): string =>
  source.replace(/^(\s*\.\.\.)?\s*---([ \t]*\r?\n|[ \t]+)/, '').replace(/\n\.\.\.\s*$/, '\n')
