/** An account of the fake, as tests and `npm run crossbar` give it. */
import type { Json } from '@callflow-studio/model'

export type JsonObject = { [key: string]: Json }

/** KAZOO's names of the lists whose documents the fake keeps. */
export const RESOURCES = [
  'callflows',
  'conferences',
  'devices',
  'directories',
  'faxboxes',
  'functions',
  'groups',
  'lists',
  'media',
  'menus',
  'queues',
  'temporal_rules',
  'temporal_rules_sets',
  'users',
  'vmboxes',
  'webhooks',
] as const
export type Resource = (typeof RESOURCES)[number]

export const isResource = (name: string): name is Resource => (RESOURCES as readonly string[]).includes(name)

export interface FakeAccount {
  id: string
  name: string
  realm: string
  /** null for the top of the tree. */
  parentId: string | null
  /** 64 characters. */
  apiKey: string
  isReseller?: boolean
  /** IANA name; `America/Los_Angeles` where left out. */
  timezone?: string
  logins?: readonly { username: string; password: string }[]
  /** Public keys, each with its `id`. */
  documents: Partial<Record<Resource, readonly JsonObject[]>>
  /** By number in E.164 form. */
  numbers?: Readonly<Record<string, FakeNumber>>
}

export interface FakeNumber {
  /** `in_service` where left out. */
  state?: string
  /** The application that uses it; what callflows use need not be named. */
  used_by?: string
  features?: readonly string[]
  locality?: JsonObject
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** From year 0 to 1970. */
export const UNIX_EPOCH_S = 62_167_219_200
