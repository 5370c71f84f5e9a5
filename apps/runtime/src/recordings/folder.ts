/** The folder of recordings, beside the databases. */
export const RECORDINGS_FOLDER = 'recordings'

/** How the name of a file ends that is still being received. */
export const PART = '.part'
export const isPart = (name: string): boolean => name.endsWith(PART)
