import { summarizeFlow } from '../flows/summarize-flow.ts'
import { findMentions } from '../flows/usage.ts'
import { listCountries, listHolidays, listRegions } from '../holidays/public-holidays.ts'
import { checkDocument, judgeDocument } from './check-document.ts'
import { exportText, importText } from './convert-text.ts'
import { readRequest } from './read-request.ts'
import { toReferenceLookup } from './surroundings.ts'
import type { ToDocuments } from './worker-protocol.ts'

type Asked<K extends ToDocuments['kind']> = Extract<ToDocuments, { kind: K }>

/** What simulated calls need is large, and is loaded when the first of them is asked for. */
const testing = () => import('./tests.ts')
const replaying = () => import('./replay-calls.ts')

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
  'split-tests': async ({ text }: Asked<'split-tests'>) => (await testing()).splitTests(text),
  'run-tests': async ({ of, tests, others }: Asked<'run-tests'>) => (await testing()).runTests(of, tests, others),
  'try-tests': async ({ of, tests, seen }: Asked<'try-tests'>) => (await testing()).tryTests(of, tests, seen),
  'suggest-tests': async ({ of, covered }: Asked<'suggest-tests'>) => (await testing()).suggestTests(of, covered),
  'propose-test': async ({ of, call, name, taken }: Asked<'propose-test'>) =>
    (await testing()).proposeTest(of, call, name, taken),
  holidays: ({ query }: Asked<'holidays'>) => listHolidays(query),
  replay: async ({ calls }: Asked<'replay'>) => (await replaying()).replayCalls(calls),
  close: () => null,
}
