import { describe, expect, it } from 'vitest'
import { CONTROL_CASES } from '../testing/control-cases.ts'
import { dayList, flowList, switchList, tableList } from '../testing/sample-answers.ts'
import { serveApi } from '../testing/serve-api.ts'
import { openStepForm, storedAt } from '../testing/step-form.tsx'

/** What fields ask the server for. */
const serveChoices = () =>
  serveApi({
    'GET /tables': tableList,
    'GET /tables/t3/days': dayList,
    'GET /tables/t4/days': { ...dayList, name: 'Half days' },
    'GET /switches': switchList,
    'GET /flows': flowList,
  })

describe.each(Object.entries(CONTROL_CASES))('the control “%s”', (kind, use) => {
  const [type, data, path] = use.step
  const open = (problems?: Parameters<typeof openStepForm>[3]) => {
    serveChoices()
    return openStepForm(type, data, path, problems)
  }

  it('is found by its label, and shows what the step holds', async () => {
    const form = await open()
    expect(form.field.control).toBe(kind)
    await expect.element(use.reach(form)).toBeVisible()
    await use.shows(form)
  })

  it('writes what is changed', async () => {
    await use.edit(await open())
    await expect.poll(() => storedAt(path)).toEqual(use.edited)
  })

  const { clear } = use
  if (typeof clear !== 'string')
    it('can be emptied', async () => {
      await clear(await open())
      await expect.poll(() => storedAt(path)).toEqual(use.cleared)
    })

  it('works with keys alone', async () => {
    await use.type(await open())
    await expect.poll(() => storedAt(path)).toEqual(use.typed)
  })

  it('says what is wrong with it', async () => {
    const form = await open([{ field: use.problemAt ?? path, message: 'This cannot work.' }])
    await expect.element(form.segment('This cannot work.')).toBeVisible()
  })
})
