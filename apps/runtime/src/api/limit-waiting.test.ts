import { expect, it } from 'vitest'
import { limitWaiting } from './limit-waiting.ts'

it('gives a reader up that takes nothing, once', () => {
  const written: string[] = []
  let slow = 0
  const write = limitWaiting(
    (text) => {
      written.push(text)
      return new Promise(() => undefined)
    },
    () => slow++,
    100,
  )
  for (let count = 0; count < 50; count++) write('x'.repeat(10))
  expect([written.length, slow]).toEqual([10, 1])
})

it('writes on and on to a reader that takes what it gets', async () => {
  let slow = 0
  const write = limitWaiting(
    () => Promise.resolve(),
    () => slow++,
    100,
  )
  for (let count = 0; count < 50; count++) {
    write('x'.repeat(60))
    await Promise.resolve()
  }
  expect(slow).toBe(0)
})
