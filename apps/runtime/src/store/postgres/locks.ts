/** Advisory locks: what the servers of a database take turns for. Released at the end of the transaction. */

/** Held alone while a change is made, so that changes are committed in the order of their epochs; shared by writes of calls. */
export const CHANGE_LOCK = 7_221_451_001
/** Held while the database is brought up to date. */
export const MIGRATION_LOCK = 7_221_451_002
/** Held while a day of the call log is added. */
export const PARTITION_LOCK = 7_221_451_003
/** Held while requests become part of calls. */
export const DIGEST_LOCK = 7_221_451_004
