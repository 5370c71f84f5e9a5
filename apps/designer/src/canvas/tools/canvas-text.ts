/** Words outside of components: what is announced. */
import { getI18n } from 'react-i18next'

/** @param key of the `canvas` namespace */
export const canvasText = (key: string, values: Record<string, unknown> = {}): string =>
  getI18n().t(key, { ...values, ns: 'canvas' })
