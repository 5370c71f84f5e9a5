import classes from './PickList.module.css'
import { isMac, keyCaps } from './shortcut.ts'

/** The keys of a shortcut as they stand on the keyboard. */
export function Keys({ shortcut }: { shortcut: string }) {
  return (
    <span className={classes.keys}>
      {keyCaps(shortcut, isMac()).map((cap) => (
        <kbd key={cap} className={classes.key}>
          {cap}
        </kbd>
      ))}
    </span>
  )
}
