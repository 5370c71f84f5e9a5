import { expect, it } from 'vitest'
import { arrange } from './arrange.ts'

const step = (id: string, x: number, y: number) => ({ id, type: 'tts', position: { x, y }, data: {} })
const steps = [step('a', 0, 40), step('b', 30, 0), step('c', 200, 100)]

it('aligns steps at the outermost one', () => {
  expect(arrange(steps, 'alignLeft')).toEqual({ a: { x: 0, y: 40 }, b: { x: 0, y: 0 }, c: { x: 0, y: 100 } })
  expect(arrange(steps, 'alignTop').c).toEqual({ x: 200, y: 0 })
})

it('gives steps the same distance and leaves the outermost where they are', () => {
  expect(arrange(steps, 'distributeAcross')).toMatchObject({ a: { x: 0 }, b: { x: 100 }, c: { x: 200 } })
  expect(arrange(steps, 'distributeDown')).toMatchObject({ b: { y: 0 }, a: { y: 50 }, c: { y: 100 } })
})
