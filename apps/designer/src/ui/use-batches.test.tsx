import { expect, it, onTestFinished, vi } from 'vitest'
import { renderHook } from 'vitest-browser-react'
import { useBatches } from './use-batches.ts'

it('handles the first at once, and what comes right after it together', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const batches: number[][] = []
  const hook = await renderHook(() => useBatches<number>((items) => batches.push([...items]), 300))
  const take = hook.result.current
  for (const item of [1, 2, 3]) take(item)
  expect(batches).toEqual([[1]])
  vi.advanceTimersByTime(300)
  expect(batches).toEqual([[1], [2, 3]])
  take(4)
  vi.advanceTimersByTime(299)
  expect(batches).toHaveLength(2)
  vi.advanceTimersByTime(1)
  expect(batches).toEqual([[1], [2, 3], [4]])
  vi.advanceTimersByTime(300)
  take(5)
  expect(batches.at(-1)).toEqual([5])
  take(6)
  await hook.unmount()
  vi.advanceTimersByTime(300)
  expect(batches.at(-1)).toEqual([5])
})
