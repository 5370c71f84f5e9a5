import { summarizeFlow } from '../flows/summarize-flow.ts'
import { findMentions } from '../flows/usage.ts'
import { listCountries, listHolidays, listRegions } from '../holidays/public-holidays.ts'
import { checkDocument, judgeDocument } from './check-document.ts'
import { exportText, importText } from './convert-text.ts'
import { readRequest } from './read-request.ts'
import { replayCalls } from './replay-calls.ts'
import { toReferenceLookup } from './surroundings.ts'
import { proposeTest, runTests, splitTests, suggestTests, tryTests } from './tests.ts'
import type { ToDocuments } from './worker-protocol.ts'

type Asked<K extends ToDocuments['kind']> = Extract<ToDocuments, { kind: K }>

/** What is done with documents, by the kind of the question. */
export const answerQuestion = {
  read: ({ operation, text }: Asked<'read'>) => readRequest(operation, text),
  check: ({ text, around: context, flowId, withReport }: Asked<'check'>) =>
    checkDocument(text, toReferenceLookup(context, flowId), withReport),
  judge: ({ text, around: context, flowId, before }: Asked<'judge'>) =>
    judgeDocument(text, toReferenceLookup(context, flowId), before),
  summarize: ({ draft, published }: Asked<'summarize'>) => summarizeFlow(draft, published),
  mentions: ({ texts }: Asked<'mentions'>) => findMentions(texts),
  import: ({ text, defaultProfile, settings }: Asked<'import'>) => importText(text, defaultProfile, settings),
  export: ({ text, defaultProfile, withDiagnostics }: Asked<'export'>) =>
    exportText(text, defaultProfile, withDiagnostics),
  'holiday-countries': ({ language }: Asked<'holiday-countries'>) => listCountries(language),
  'holiday-regions': ({ country, language }: Asked<'holiday-regions'>) => listRegions(country, language),
  'split-tests': ({ text }: Asked<'split-tests'>) => splitTests(text),
  'run-tests': ({ of, tests, others }: Asked<'run-tests'>) => runTests(of, tests, others),
  'try-tests': ({ of, tests, seen }: Asked<'try-tests'>) => tryTests(of, tests, seen),
  'suggest-tests': ({ of, covered }: Asked<'suggest-tests'>) => suggestTests(of, covered),
  'propose-test': ({ of, call, name, taken }: Asked<'propose-test'>) => proposeTest(of, call, name, taken),
  holidays: ({ query }: Asked<'holidays'>) => listHolidays(query),
  replay: ({ calls }: Asked<'replay'>) => replayCalls(calls),
  close: () => null,
}
