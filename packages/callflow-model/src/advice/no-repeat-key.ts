import type { CallerRule } from './caller-rule.ts'
import { firstFreeKey } from './free-key.ts'

/** From experience: no standard asks for such a key. */
export const noRepeatKey: CallerRule = {
  code: 'caller.no-repeat-key',
  reason: 'Who missed a choice has to press a wrong key, or wait, to hear the choices again.',
  find: ({ steps, after }) =>
    steps.flatMap(({ node, asks }) => {
      const choices = asks?.choices ?? []
      if (choices.length < 4 || choices.some(({ digits }) => after(node.id, digits) === node.id)) return []
      const key = firstFreeKey(choices, '9*8')
      const message = `There is no key to hear the ${choices.length} choices again. Add one, and say it at the end of the prompt.`
      const added = {
        kind: 'set-field',
        label: '',
        nodeId: node.id,
        field: 'choices',
        value: [...choices, { digits: key, label: 'Repeat' }],
      } as const
      const connected = { kind: 'connect', label: '', source: node.id, port: key ?? '', target: node.id } as const
      const fix = { kind: 'all', label: `Repeat with key ${key}`, fixes: [added, connected] } as const
      return [
        {
          nodeId: node.id,
          field: 'choices',
          short: 'No key to repeat',
          message,
          ...(key ? { fix: { ...fix, fixes: [...fix.fixes] } } : {}),
        },
      ]
    }),
}
