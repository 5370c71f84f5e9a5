/** Who gets a message about a call. @source callflows.notification, callflows.missed_call_alert */
import { z } from 'zod'
import { isTemplate } from '../templates/template.ts'
import type { Problem } from './define-node.ts'

const recipientSchema = z.looseObject({
  type: z.enum(['user', 'email']).meta({ label: 'Kind', options: { user: 'User', email: 'E-mail address' } }),
  id: z.union([z.string(), z.array(z.string())]).meta({ label: 'Id or address' }),
})
type Recipient = z.infer<typeof recipientSchema>

export const recipientsField = () =>
  z.array(recipientSchema).meta({
    label: 'Recipients',
    section: 'Who gets it',
    control: 'recipients',
    short: 'Add a recipient',
  })

const idsOf = ({ id }: Recipient): string[] => (typeof id === 'string' ? [id] : id)

export function recipientsInWords(recipients: readonly Recipient[] = []): string {
  const ids = recipients.flatMap(idsOf)
  const [only] = ids
  if (ids.length === 0 || only === undefined) return ''
  if (ids.length > 1) return `${ids.length} recipients`
  return recipients[0]?.type === 'user' ? '1 user' : only
}

/** KAZOO does not check them, and then nobody gets anything. */
export function recipientProblems(recipients: readonly Recipient[] = []): Problem[] {
  if (recipients.flatMap(idsOf).every((id) => id.trim() === ''))
    return [
      {
        severity: 'warning',
        code: 'field.empty',
        field: 'recipients',
        message: 'There is no recipient, so nobody is told. Add a user or an e-mail address.',
        short: 'Add a recipient',
      },
    ]
  const index = recipients.findIndex(
    (recipient) => recipient.type === 'email' && idsOf(recipient).some((id) => !isTemplate(id) && !id.includes('@')),
  )
  if (index < 0) return []
  return [
    {
      severity: 'warning',
      code: 'field.invalid',
      field: `recipients.${index}.id`,
      message: 'This is no e-mail address, so nobody gets the message. Correct it, or choose the kind user.',
      short: 'Mend an e-mail address',
    },
  ]
}
