import type { ApiDeps } from './api-deps.ts'
import type { Handlers } from './handlers.ts'
import { ApiProblem } from './problem.ts'

export const settingsHandlers = ({ settings, alarms }: Pick<ApiDeps, 'settings' | 'alarms'>) =>
  ({
    'settings.show': () => settings.show(),
    'settings.save': async ({ actor, body }) => {
      await settings.save(actor, body)
      return settings.show()
    },
    'alarm.list': async () => ({
      alarms: await alarms.list().catch((error: Error) => {
        throw new ApiProblem(503, 'The call log cannot be read.', { detail: error.message })
      }),
    }),
  }) satisfies Partial<Handlers>
