import type { Config } from './config.ts'
import { DatabaseFileError, DatabaseUrlError } from './store/storage-error.ts'

/**
 * What keeps the server from starting, in a sentence that names the setting or the file and says what to do.
 * @returns null for what nobody foresaw
 */
export function startProblemOf(error: unknown, { port, host, dataDir }: Config): string | null {
  if (error instanceof DatabaseFileError || error instanceof DatabaseUrlError) return error.message
  const { code, path } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `PORT: ${port} is in use. Set PORT to another one.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST: this machine has no address ${host}.`
  if (code === 'EACCES' && path === undefined)
    return `PORT: ${port} needs more rights. Set PORT to one of 1024 or higher.`
  if (path === undefined) return null
  if (code === 'ENOSPC') return `${path} cannot be written: the disk is full. Free some space and start again.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST')
    return `${path} cannot be written (${code}). Check that DATA_DIR, ${dataDir}, is a folder that the studio may read and write.`
  return null
}
