import { useMediaQuery } from '@mantine/hooks'

// Known before the first drawing: a layout that corrects itself afterwards would move everything.
const AT_ONCE = { getInitialValueInEffect: false }

/** Too little room for panels beside the canvas: they lie over it. */
export const useIsNarrow = (): boolean => useMediaQuery('(max-width: 1199px)', false, AT_ONCE)

/** A phone: flows can be looked at, not drawn. */
export const useIsTiny = (): boolean => useMediaQuery('(max-width: 767px)', false, AT_ONCE)
