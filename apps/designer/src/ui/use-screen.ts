import { useMediaQuery } from '@mantine/hooks'

// Known before the first drawing: a layout that corrects itself afterwards would move everything.
const AT_ONCE = { getInitialValueInEffect: false }

/** Too little room for panels beside the canvas: they lie over it. */
export const useIsNarrow = (): boolean => useMediaQuery('(max-width: 1199px)', false, AT_ONCE)

/**
 * A phone: flows can be looked at, not drawn. A window that is as small on a computer, at 200 % or 400 % zoom too, stays
 * an editor, since its pointer is fine.
 */
export const useIsTiny = (): boolean => useMediaQuery('(max-width: 767px) and (pointer: coarse)', false, AT_ONCE)
