import { useHotkeys } from '@mantine/hooks'
import { Search } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, Outlet, useLocation } from 'react-router'
import { Keys } from '../ui/Keys.tsx'
import { Logo } from '../ui/Logo.tsx'
import { useTitle } from '../ui/use-title.ts'
import { AlarmBanner } from './AlarmBanner.tsx'
import { GoTo } from './GoTo.tsx'
import { SchemeToggle } from './SchemeToggle.tsx'
import classes from './SiteLayout.module.css'

const PAGES = ['calls', 'tables', 'switches', 'secrets', 'settings'] as const

/** The frame of the pages that belong to no single flow. @param children left out: the page of the address */
export function SiteLayout({ children }: { children?: ReactNode }) {
  const { t } = useTranslation('app')
  const [isGoing, setGoing] = useState(false)
  const { pathname } = useLocation()
  const page = pathname === '/' ? 'flows' : PAGES.find((name) => pathname.startsWith(`/${name}`))
  useTitle(t(page ?? 'notFoundTitle'))
  useHotkeys([['mod+K', () => setGoing(true)]], [])
  return (
    <div className={classes.site}>
      <div>
        <header className={classes.bar}>
          <Link to="/" className={classes.home}>
            <Logo />
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
            <NavLink to="/switches" className={classes.tab ?? ''}>
              {t('switches')}
            </NavLink>
            <NavLink to="/secrets" className={classes.tab ?? ''}>
              {t('secrets')}
            </NavLink>
            <NavLink to="/settings" className={classes.tab ?? ''}>
              {t('settings')}
            </NavLink>
          </nav>
          <button type="button" className={classes.goTo} onClick={() => setGoing(true)}>
            <Search size={16} aria-hidden />
            <span>{t('goTo')}</span>
            <Keys shortcut="mod+k" />
          </button>
          <SchemeToggle />
        </header>
        <AlarmBanner />
      </div>
      {children ?? <Outlet />}
      <GoTo isOpen={isGoing} onClose={() => setGoing(false)} />
    </div>
  )
}
