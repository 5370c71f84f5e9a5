import { readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { UsageError } from '../command.ts'

/** A file that may hold a flow or tests. */
export interface FoundFile {
  path: string
  /** It was named itself; in a folder there may be files of others. */
  isNamed: boolean
}

const EXTENSIONS = new Set(['.json', '.yaml', '.yml'])

/**
 * The files that were named, and those below the folders that were, in the order of their names.
 * @throws UsageError for what is not there
 */
export function findFiles(paths: readonly string[]): FoundFile[] {
  const found = new Map<string, FoundFile>()
  for (const path of paths)
    for (const each of isFolder(path) ? filesBelow(path) : [path]) {
      const isNamed = each === path || found.get(each)?.isNamed === true
      found.set(each, { path: each, isNamed })
    }
  return [...found.values()]
}

function isFolder(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) throw new UsageError(`There is no file or folder ${path}.`)
  return stats.isDirectory()
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return isSkipped(entry.name) ? [] : filesBelow(path)
      return EXTENSIONS.has(extname(entry.name)) ? [path] : []
    })
}

const isSkipped = (name: string): boolean => name.startsWith('.') || name === 'node_modules'
