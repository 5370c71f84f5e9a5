/**
 * Steps that use the number dialled after a feature code: the pattern of KAZOO's own callflow captures it, an answer cannot.
 * @source docs/kazoo/modules.json
 */
export const CAPTURED_NUMBER =
  'Uses the number dialled after a feature code. KAZOO’s callflow needs a pattern that captures it, such as ^\\*98(\\d+)$.'
