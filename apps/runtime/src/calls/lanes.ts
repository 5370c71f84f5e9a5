/**
 * Processes that write to one log take ids of different remainders, so that each id is new without asking anybody. If two
 * still take the same one, the store moves one of them.
 */
export const LANES = 64
