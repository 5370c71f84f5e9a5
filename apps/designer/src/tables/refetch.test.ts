import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { refetch } from './refetch.ts'

describe('reading what was changed', () => {
  it('does not take the answer to a question from before the change', async () => {
    const client = new QueryClient()
    const answers: ((rows: string) => void)[] = []
    const query = {
      queryKey: ['rows'],
      queryFn: () =>
        new Promise<string>((resolve) => {
          answers.push(resolve)
        }),
    }
    const observer = new QueryObserver(client, query)
    const stop = observer.subscribe(() => undefined)
    const read = refetch(client, ['rows'])
    await Promise.resolve()
    answers[0]?.('old')
    for (let turn = 0; turn < 50 && answers.length < 2; turn++) await Promise.resolve()
    answers[1]?.('new')
    await read
    expect(observer.getCurrentResult().data).toBe('new')
    stop()
  })
})
