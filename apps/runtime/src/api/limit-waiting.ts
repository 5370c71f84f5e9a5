/** More than any reader that keeps up has waiting. */
const MAX_WAITING = 1024 * 1024

/**
 * Writes to a reader that may be slow, and gives it up once too much waits for it: it comes back and reads on from where
 * it was.
 * @param write fulfilled when the reader has taken the text
 * @param onSlow called once, when more than `maxWaiting` characters wait; nothing is written from then on
 */
export function limitWaiting(
  write: (text: string) => Promise<unknown>,
  onSlow: () => void,
  maxWaiting = MAX_WAITING,
): (text: string) => void {
  let waiting = 0
  let isGivenUp = false
  return (text) => {
    if (isGivenUp) return
    waiting += text.length
    if (waiting > maxWaiting) {
      isGivenUp = true
      onSlow()
      return
    }
    const taken = (): void => {
      waiting -= text.length
    }
    write(text).then(taken, taken) // a reader that is gone takes nothing any more
  }
}
