import { useHotkeys } from '@mantine/hooks'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, Outlet } from 'react-router'
import { Mark } from '../ui/Mark.tsx'
import { GoTo } from './GoTo.tsx'
import { SchemeToggle } from './SchemeToggle.tsx'
import classes from './SiteLayout.module.css'

/** The frame of the pages that belong to no single flow. */
export function SiteLayout() {
  const { t } = useTranslation('app')
  const [isGoing, setGoing] = useState(false)
  useHotkeys([['mod+K', () => setGoing(true)]], [])
  return (
    <div className={classes.site}>
      <header className={classes.bar}>
        <Link to="/" className={classes.home}>
          <Mark />
          <span>{t('studio')}</span>
        </Link>
        <nav className={classes.tabs} aria-label={t('mainNavigation')}>
          <NavLink to="/" end className={classes.tab ?? ''}>
            {t('flows')}
          </NavLink>
          <NavLink to="/calls" className={classes.tab ?? ''}>
            {t('calls')}
          </NavLink>
          <NavLink to="/tables" className={classes.tab ?? ''}>
            {t('tables')}
          </NavLink>
          <NavLink to="/secrets" className={classes.tab ?? ''}>
            {t('secrets')}
          </NavLink>
        </nav>
        <button type="button" className={classes.goTo} onClick={() => setGoing(true)}>
          <Search size={16} aria-hidden />
          <span>{t('goTo')}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <SchemeToggle />
      </header>
      <Outlet />
      <GoTo isOpen={isGoing} onClose={() => setGoing(false)} />
    </div>
  )
}
