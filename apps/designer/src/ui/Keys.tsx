import classes from './Keys.module.css'
import { isMac, keyCaps } from './shortcut.ts'

/** Keys as they stand on the keyboard; several that share their modifiers have them once. */
export function Keys({ shortcut }: { shortcut: string | readonly string[] }) {
  const caps = new Set([shortcut].flat().flatMap((keys) => keyCaps(keys, isMac())))
  return (
    <span className={classes.keys}>
      {[...caps].map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  )
}
