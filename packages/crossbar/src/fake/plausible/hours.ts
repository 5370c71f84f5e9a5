/** Opening hours, a lunch break, holidays, and the prompts and menus that go with them. */
import { type JsonObject, UNIX_EPOCH_S } from '../account-data.ts'
import { idOf } from './ids.ts'

const HOUR_S = 3600
const since = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000 + UNIX_EPOCH_S

export const ruleId = (name: string): string => idOf('rule', name)
export const menuId = (name: string): string => idOf('menu', name)
export const mediaId = (name: string): string => idOf('media', name)

const holiday = (name: string, month: number, days: number[]): JsonObject => ({
  id: ruleId(name),
  name,
  cycle: 'yearly',
  interval: 1,
  month,
  days,
  start_date: since('2020-01-01'),
  time_window_start: 0,
  time_window_stop: 24 * HOUR_S,
})

export const rules: readonly JsonObject[] = [
  {
    id: ruleId('Office hours'),
    name: 'Office hours',
    cycle: 'weekly',
    interval: 1,
    wdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
    start_date: since('2020-01-01'),
    time_window_start: 8 * HOUR_S,
    time_window_stop: 17.5 * HOUR_S,
  },
  {
    id: ruleId('Lunch'),
    name: 'Lunch',
    cycle: 'weekly',
    interval: 1,
    wdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
    start_date: since('2020-01-01'),
    time_window_start: 12 * HOUR_S,
    time_window_stop: 12.75 * HOUR_S,
  },
  {
    id: ruleId('Saturday mornings'),
    name: 'Saturday mornings',
    cycle: 'weekly',
    interval: 1,
    wdays: ['saturday'],
    start_date: since('2020-01-01'),
    time_window_start: 9 * HOUR_S,
    time_window_stop: 12 * HOUR_S,
  },
  holiday('New Year’s Day', 1, [1]),
  holiday('Independence Day', 7, [4]),
  holiday('Christmas', 12, [24, 25]),
  {
    id: ruleId('Thanksgiving'),
    name: 'Thanksgiving',
    cycle: 'yearly',
    interval: 1,
    month: 11,
    ordinal: 'fourth',
    wdays: ['thursday'],
    start_date: since('2020-01-01'),
    time_window_start: 0,
    time_window_stop: 24 * HOUR_S,
  },
]

const HOLIDAYS = ['New Year’s Day', 'Independence Day', 'Christmas', 'Thanksgiving']
export const HOLIDAYS_ID = idOf('rule set', 'Holidays')

export const ruleSets: readonly JsonObject[] = [
  { id: HOLIDAYS_ID, name: 'Holidays', temporal_rules: HOLIDAYS.map(ruleId) },
]

const prompt = (name: string, text: string): JsonObject => ({
  id: mediaId(name),
  name,
  language: 'en-us',
  media_source: 'tts',
  streamable: true,
  tts: { text, voice: 'female/en-US' },
})

export const media: readonly JsonObject[] = [
  prompt('Welcome', 'Welcome to Bell and Sons. For sales, press 1. For support, press 2. For accounts, press 3.'),
  prompt('Closed', 'Our office is closed. Please leave a message, and we will call you back.'),
  prompt('Happy holidays', 'We are closed for the holidays.'),
  prompt('Warehouse', 'For deliveries, press 1. For returns, press 2.'),
  { id: mediaId('Hold music'), name: 'Hold music', language: 'en-us', media_source: 'upload', streamable: true },
]

const menu = (name: string, greeting: string): JsonObject => ({
  id: menuId(name),
  name,
  hunt: true,
  max_extension_length: 4,
  media: { exit_media: true, greeting: mediaId(greeting), invalid_media: true, transfer_media: true },
  retries: 3,
  timeout: 10_000,
})

export const menus: readonly JsonObject[] = [
  menu('Main menu', 'Welcome'),
  menu('Warehouse menu', 'Warehouse'),
  menu('Menu of 2019', 'Welcome'),
]
