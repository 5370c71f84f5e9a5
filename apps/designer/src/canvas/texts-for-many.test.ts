import { createInstance } from 'i18next'
import { expect, it } from 'vitest'
import { strings } from './strings.ts'
import { textsForMany } from './texts-for-many.ts'

it('says what is said one by one', async () => {
  const i18n = createInstance()
  await i18n.init({
    lng: 'en',
    resources: { en: { canvas: strings } },
    defaultNS: 'canvas',
    interpolation: { escapeValue: false },
  })
  const t = i18n.getFixedT(null, 'canvas')
  let asked = 0
  const canvasText = textsForMany(
    new Proxy(t, {
      apply(target, self, args) {
        asked++
        return Reflect.apply(target, self, args)
      },
    }),
  )
  for (const number of [1, 2, 30]) expect(canvasText('stepNumber', { number })).toBe(t('stepNumber', { number }))
  for (const count of [1, 2, 2]) expect(canvasText('exits', { count })).toBe(t('exits', { count }))
  const values = { port: '1 & {{source}}', source: '$t(open) $1', target: '“Bye”' }
  expect(canvasText('edgeName', values)).toBe('1 & {{source}}, from $t(open) $1 to “Bye”')
  expect(canvasText('edgeName', { ...values, port: 'Then' })).toBe('Then, from $t(open) $1 to “Bye”')
  expect(asked, 'a sentence once, and once more for another number').toBe(4)
})
