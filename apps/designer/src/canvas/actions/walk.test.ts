import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { boxesOf } from '../boxes-of.ts'
import { incomingEdge, portBeside, stepAlong, stepBefore } from './follow-flow.ts'
import { nearestStep } from './nearest-step.ts'

const at = (x: number, y: number) => ({ position: { x, y } })
/** A menu, three steps side by side below it, and a mailbox that two of them lead to. */
const document = flow()
  .step(
    'menu',
    'input.menu',
    {
      choices: [
        { digits: '1', label: 'Sales' },
        { digits: '2', label: 'Help' },
      ],
    },
    at(0, 100),
  )
  .step('sales', 'user', { id: 'a' }, at(-300, 300))
  .step('help', 'ring_group', {}, at(0, 300))
  .step('bye', 'hangup', {}, at(300, 310))
  .step('box', 'voicemail', { id: 'b' }, at(0, 500))
  .chain('menu')
  .edge('menu.1', 'sales')
  .edge('menu.2', 'help')
  .edge('menu.timeout', 'bye')
  .edge('sales', 'box')
  .edge('help', 'box')
  .build()
const boxes = boxesOf(document)

describe('arrow keys', () => {
  it('go to the nearest card that way', () => {
    expect(nearestStep(boxes, 'menu', 'down')).toBe('help')
    expect(nearestStep(boxes, 'help', 'left')).toBe('sales')
    expect(nearestStep(boxes, 'help', 'right')).toBe('bye')
    expect(nearestStep(boxes, 'box', 'up')).toBe('help')
  })
  it('stay where nothing lies that way', () => {
    expect(nearestStep(boxes, 'sales', 'left')).toBeNull()
    expect(nearestStep(boxes, 'gone', 'left')).toBeNull()
  })
})

describe('following the flow', () => {
  it('goes through steps in call order, and ends', () => {
    const walked = ['start']
    for (let id = stepAlong(document, 'start', 1); id !== null; id = stepAlong(document, id, 1)) walked.push(id)
    expect(walked).toEqual(['start', 'menu', 'sales', 'box', 'help', 'bye', 'error'])
    expect(stepAlong(document, 'start', -1)).toBeNull()
    expect(stepAlong(document, null, -1)).toBe('error')
  })
  it('takes the ports of a step in turn', () => {
    expect(portBeside(document, 'menu', null, 1)?.key).toBe('1')
    expect(portBeside(document, 'menu', '1', 1)?.key).toBe('2')
    expect(portBeside(document, 'menu', '1', -1)?.key).toBe('invalid')
    expect(portBeside(document, 'bye', null, 1)).toBeNull()
  })
  it('goes back the way that callers come first', () => {
    expect(incomingEdge(document, 'box')?.source).toBe('sales')
    expect(incomingEdge(document, 'start')).toBeNull()
  })
})

describe('after deleting', () => {
  it('the step before has the focus', () => {
    expect(stepBefore(document, ['box'])).toBe('sales')
    expect(stepBefore(document, ['sales', 'box'])).toBe('menu')
    expect(stepBefore(document, ['menu', 'sales'])).toBe('start')
  })
})
