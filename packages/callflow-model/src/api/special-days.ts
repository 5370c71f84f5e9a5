/** Days for opening hours: those in a table, and the public holidays of a country. */
import { z } from 'zod'

const openTimeSchema = z.object({ from: z.string(), to: z.string() })

/**
 * `GET /api/tables/:id/days`: the rows of a table as special days. Columns `date`, `to`, `name`, `opens`, `closes` and
 * `otherwise` count.
 */
export const dayListSchema = z.object({
  name: z.string(),
  days: z.array(
    z.object({
      date: z.string(),
      to: z.string().optional(),
      name: z.string(),
      open: z.array(openTimeSchema).optional(),
      otherwise: z.string().optional(),
    }),
  ),
  /** Rows that are skipped, and why. */
  problems: z.array(z.string()),
})
export type ListedDays = z.infer<typeof dayListSchema>

export const HOLIDAY_TYPES = ['public', 'bank', 'optional', 'observance'] as const
export const holidayTypeSchema = z.enum(HOLIDAY_TYPES)
export type HolidayType = z.infer<typeof holidayTypeSchema>

const placeSchema = z.object({ code: z.string(), name: z.string() })

/** `GET /api/public-holidays/countries?language=de`, by name. */
export const holidayCountriesSchema = z.object({ countries: z.array(placeSchema) })
export type HolidayCountries = z.infer<typeof holidayCountriesSchema>

/** `GET /api/public-holidays/countries/:country/regions?language=de`: empty where all of a country has the same holidays. */
export const holidayRegionsSchema = z.object({ regions: z.array(placeSchema) })
export type HolidayRegions = z.infer<typeof holidayRegionsSchema>

/**
 * `GET /api/public-holidays?country=DE&region=BY&years=2026,2027&types=public,bank&language=de`: by date. Without `types`
 * public holidays only; at most five years.
 */
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
