/** Words outside of components: what is announced. */
import type { ParseKeys } from 'i18next'
import { getI18n } from 'react-i18next'

export const canvasText = (key: ParseKeys<'canvas'>, values: Record<string, unknown> = {}): string =>
  getI18n().getFixedT(null, 'canvas')(key, values)
