/** `/api/secrets`: passwords for look-ups, `{{ secrets.<name> }}`. Written, never read back. */
import { z } from 'zod'

export const secretNameSchema = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'use letters, digits and _')

/** `PUT /api/secrets/:name` → 204, `DELETE` → 204. */
export const saveSecretSchema = z.object({ value: z.string().min(1).max(8192) })

/** `GET /api/secrets`, by name. */
export const secretListSchema = z.object({
  secrets: z.array(
    z.object({
      name: z.string(),
      updatedAt: z.iso.datetime(),
      /** False: it was sealed with another STUDIO_SECRET, and has to be entered again. */
      isReadable: z.boolean(),
      /** Flows whose draft or live version uses it. */
      usedBy: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  ),
})
export type SecretList = z.infer<typeof secretListSchema>
