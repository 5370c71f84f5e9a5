import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { strings } from './strings.ts'

/** Each feature's words stand in its own `strings.ts`; the folder's name is the namespace. */
const features = import.meta.glob<{ strings: Record<string, unknown> }>('../*/strings.ts', { eager: true })

const namespaces = Object.fromEntries([
  ...Object.entries(features).map(([path, feature]) => [path.split('/').at(-2) ?? '', feature.strings]),
  ['app', strings],
])

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: namespaces },
  defaultNS: 'app',
  interpolation: { escapeValue: false }, // React escapes.
  returnNull: false,
})

export { i18next }
