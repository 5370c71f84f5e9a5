import type { Command } from '../command.ts'
import { dbCopy } from './db-copy.ts'
import { dbRestore } from './db-restore.ts'
import { test } from './test.ts'

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [dbCopy, dbRestore, test]
