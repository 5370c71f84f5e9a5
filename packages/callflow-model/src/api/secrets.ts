/** Passwords for look-ups, `{{ secrets.<name> }}`. Written, never read back. */
import { z } from 'zod'
import { timeSchema, usedBySchema } from './common.ts'
import type { Operation } from './operation.ts'

export const secretNameSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'use letters, digits and _')
  .meta({ examples: ['billing_token'] })

export const saveSecretSchema = z.object({
  value: z
    .string()
    .min(1)
    .max(8192)
    .meta({ examples: ['s3cr3t'] }),
})

/** By name. */
export const secretListSchema = z.object({
  secrets: z.array(
    z.object({
      name: z.string().meta({ examples: ['billing_token'] }),
      updatedAt: timeSchema,
      /** False: it was sealed with another STUDIO_SECRET, and has to be entered again. */
      isReadable: z.boolean(),
      /** Flows whose draft or live version uses it. */
      usedBy: usedBySchema,
    }),
  ),
})
export type SecretList = z.infer<typeof secretListSchema>

export const secretOperations = {
  'secret.list': {
    method: 'GET',
    path: '/secrets',
    title: 'List the names of secrets',
    permission: 'secret.read',
    isChange: false,
    output: secretListSchema,
  },
  'secret.save': {
    method: 'PUT',
    path: '/secrets/:name',
    title: 'Set a secret',
    description: 'The value is never shown again.',
    permission: 'secret.edit',
    isChange: true,
    body: { kind: 'json', schema: saveSecretSchema },
    output: null,
  },
  'secret.delete': {
    method: 'DELETE',
    path: '/secrets/:name',
    title: 'Delete a secret',
    permission: 'secret.edit',
    isChange: true,
    output: null,
  },
} as const satisfies Record<string, Operation>
