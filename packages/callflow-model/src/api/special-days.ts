/** Days for opening hours: those in a table, and the public holidays of a country. */
import { z } from 'zod'
import { listOf } from './common.ts'
import type { Operation } from './operation.ts'

const openTimeSchema = z.object({ from: z.string(), to: z.string() })

/**
 * The rows of a table as special days. Columns `date`, `to`, `name`, `opens`, `closes` and
 * `otherwise` count.
 */
export const dayListSchema = z.object({
  name: z.string(),
  days: z
    .array(
      z.object({
        date: z.string().meta({ examples: ['2026-12-25'] }),
        to: z.string().optional(),
        name: z.string().meta({ examples: ['Christmas Day'] }),
        open: z.array(openTimeSchema).readonly().optional(),
        otherwise: z.string().optional(),
      }),
    )
    .readonly(),
  /** Rows that are skipped, and why. */
  problems: z.array(z.string()).readonly(),
})
export type ListedDays = z.infer<typeof dayListSchema>

export const HOLIDAY_TYPES = ['public', 'bank', 'optional', 'observance'] as const
export const holidayTypeSchema = z.enum(HOLIDAY_TYPES)
export type HolidayType = z.infer<typeof holidayTypeSchema>

const placeSchema = z.object({ code: z.string(), name: z.string() })

/** In which names are told: a BCP 47 tag. */
export const languageQuerySchema = z.object({ language: z.string().max(35).default('en') })

/** By name. */
export const holidayCountriesSchema = z.object({ countries: z.array(placeSchema) })
export type HolidayCountries = z.infer<typeof holidayCountriesSchema>

/** Empty where all of a country has the same holidays. */
export const holidayRegionsSchema = z.object({ regions: z.array(placeSchema) })
export type HolidayRegions = z.infer<typeof holidayRegionsSchema>

const MAX_HOLIDAY_YEARS = 5

export const publicHolidaysQuerySchema = languageQuerySchema.extend({
  country: z.string().max(3),
  /** Empty: what the whole country has. */
  region: z.string().max(40).default(''),
  years: listOf(
    z
      .string()
      .regex(/^(19|20|21)\d\d$/)
      .transform(Number),
    MAX_HOLIDAY_YEARS,
  ),
  types: listOf<HolidayType>(holidayTypeSchema, HOLIDAY_TYPES.length).default(['public']),
})

/** By date. */
export const publicHolidaysSchema = z.object({
  days: z.array(
    z.object({
      /** "2026-12-25" */
      date: z.string(),
      /** The last day, where it lasts longer than one. */
      to: z.string().optional(),
      name: z.string(),
      type: holidayTypeSchema,
    }),
  ),
})
export type PublicHolidays = z.infer<typeof publicHolidaysSchema>

export const specialDayOperations = {
  'table.days': {
    method: 'GET',
    path: '/tables/:id/days',
    title: 'Read the rows of a table as special days',
    permission: 'table.read',
    isChange: false,
    output: dayListSchema,
  },
  'holiday.listCountries': {
    method: 'GET',
    path: '/public-holidays/countries',
    title: 'List countries with known public holidays',
    permission: 'studio.read',
    isChange: false,
    query: languageQuerySchema,
    output: holidayCountriesSchema,
  },
  'holiday.listRegions': {
    method: 'GET',
    path: '/public-holidays/countries/:country/regions',
    title: 'List regions with holidays of their own',
    permission: 'studio.read',
    isChange: false,
    query: languageQuerySchema,
    output: holidayRegionsSchema,
  },
  'holiday.list': {
    method: 'GET',
    path: '/public-holidays',
    title: 'List public holidays',
    permission: 'studio.read',
    isChange: false,
    query: publicHolidaysQuerySchema,
    output: publicHolidaysSchema,
  },
} as const satisfies Record<string, Operation>
