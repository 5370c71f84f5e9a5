import { describe, expect, it } from 'vitest'
import { checkOutput } from '../testing/check-output.ts'
import type { Handlers } from './handlers.ts'

describe('the answers of handlers', () => {
  it('do not compile where a field is missing, or no operation has that id', () => {
    const wrong = [
      // @ts-expect-error it answers `deleted`
      { 'call.delete': () => ({ removed: 1 }) } satisfies Partial<Handlers>,
      // @ts-expect-error no such operation
      { 'flow.stats': () => ({ calls: 1 }) } satisfies Partial<Handlers>,
      // @ts-expect-error the path has no version
      { 'flow.delete': ({ params }) => void params.version } satisfies Partial<Handlers>,
    ]
    expect(wrong).toHaveLength(3)
  })

  it('fail the tests where a field is wrong, or no schema names it', () => {
    expect(() => checkOutput('DELETE', '/calls?flow=a', { deleted: 1 })).not.toThrow()
    expect(() => checkOutput('DELETE', '/calls?flow=a', { deleted: 'one' })).toThrow('call.delete')
    expect(() => checkOutput('DELETE', '/calls?flow=a', { deleted: 1, removed: 1 })).toThrow('call.delete')
  })
})
