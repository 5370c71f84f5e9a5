/**
 * npm hands a signal to the shell it started, and that ends without telling us: after `kill <npm>` the server would go on
 * by itself. So what was started by npm looks whether its parent is still there.
 * @param {() => void} end what to do, once, when it is gone
 * @param {number} everyMs
 */
export function whenLeftAlone(end, everyMs = 500) {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    end()
  }, everyMs)
  timer.unref()
}
