/** Whether the studio answers at all, with any status. A page that is reloaded while it does not would be lost. */
export async function isStudioReachable(): Promise<boolean> {
  if (!navigator.onLine) return false
  try {
    await fetch('/', { method: 'HEAD', cache: 'no-store' })
    return true
  } catch {
    return false // the only thing that `fetch` rejects for here
  }
}
