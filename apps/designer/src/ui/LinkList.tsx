import { Fragment } from 'react'
import { Link } from 'react-router'
import classes from './LinkList.module.css'

/** Links in a line of text, with commas between them. */
export function LinkList({ links }: { links: readonly { to: string; text: string }[] }) {
  return links.map(({ to, text }, index) => (
    <Fragment key={to}>
      {index > 0 && ', '}
      <Link to={to} className={classes.link}>
        {text}
      </Link>
    </Fragment>
  ))
}
