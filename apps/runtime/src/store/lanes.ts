/**
 * Processes that write to one log take ids of different remainders by this number, so that each id is new without asking
 * anybody. If two still take the same one, the store moves one of them.
 */
export const LANES = 64

/**
 * The first id in this lane for what happens at a time.
 * @param at milliseconds since 1970
 */
export const firstIdAt = (at: number, lane: number): number => Math.ceil((at * 1000) / LANES) * LANES + lane
