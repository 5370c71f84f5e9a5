/** Which days are public holidays where; worked out by the documents’ thread. */
import type { ApiDeps } from './api-deps.ts'
import type { Handlers } from './handlers.ts'
import { notFound } from './problem.ts'

export const holidayHandlers = ({ documents }: Pick<ApiDeps, 'documents'>) =>
  ({
    'holiday.listCountries': ({ query }) => documents.holidayCountries(query.language),
    'holiday.listRegions': async ({ params, query }) =>
      (await documents.holidayRegions(params.country, query.language)) ?? missing('The country'),
    'holiday.list': async ({ query }) => (await documents.publicHolidays(query)) ?? missing('The country or region'),
  }) satisfies Partial<Handlers>

function missing(what: string): never {
  throw notFound(what)
}
