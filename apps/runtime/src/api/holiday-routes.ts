/** `/api/public-holidays`: which days are holidays where; drawn up by the documents’ thread. */
import {
  HOLIDAY_TYPES,
  type HolidayCountries,
  type HolidayRegions,
  type HolidayType,
  holidayTypeSchema,
  type PublicHolidays,
} from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import type { ApiDeps } from './api-deps.ts'
import { notFound } from './problem.ts'
import { readQuery } from './read-query.ts'

const MAX_YEARS = 5

const language = z.string().max(35).default('en')
const languageSchema = z.object({ language })
const listOf = <T>(each: z.ZodType<T, string>, most: number) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(each).min(1).max(most))
const wishSchema = z.object({
  country: z.string().max(3),
  region: z.string().max(40).default(''),
  years: listOf(
    z
      .string()
      .regex(/^(19|20|21)\d\d$/)
      .transform(Number),
    MAX_YEARS,
  ),
  types: listOf<HolidayType>(holidayTypeSchema, HOLIDAY_TYPES.length).default(['public']),
  language,
})

export const createHolidayRoutes = ({ documents }: ApiDeps): Hono<{ Bindings: HttpBindings }> =>
  new Hono<{ Bindings: HttpBindings }>()
    .get('/countries', async (context) => {
      const found = await documents.holidayCountries(readQuery(context, languageSchema).language)
      return context.json(found satisfies HolidayCountries)
    })
    .get('/countries/:country/regions', async (context) => {
      const country = context.req.param('country')
      const found = await documents.holidayRegions(country, readQuery(context, languageSchema).language)
      if (!found) throw notFound('The country')
      return context.json(found satisfies HolidayRegions)
    })
    .get('/', async (context) => {
      const found = await documents.publicHolidays(readQuery(context, wishSchema))
      if (!found) throw notFound('The country or region')
      return context.json(found satisfies PublicHolidays)
    })
