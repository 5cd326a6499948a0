import { NavLink } from 'react-router';
import { cx } from '../design/cx.ts';

const PLACES = [
  { to: '/', label: 'Fleet' },
  { to: '/worktrees', label: 'Worktrees' },
  { to: '/hosts', label: 'Hosts' },
  { to: '/settings', label: 'Settings' },
] as const;

/** The places of the dashboard. */
export const Navigation = () => (
  <nav
    aria-label="Main"
    className="flex min-w-0 items-center gap-0.5 max-sm:gap-0 max-sm:overflow-x-auto max-sm:[scrollbar-width:none]"
  >
    {PLACES.map(({ to, label }) => (
      <NavLink
        key={to}
        to={to}
        end={to === '/'}
        className={({ isActive }) =>
          cx(
            'flex h-8 touch:h-11 touch:min-w-11 shrink-0 items-center justify-center rounded-md px-2.5 max-sm:px-1.5 font-medium text-sm transition-colors',
            isActive ? 'bg-hover text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
          )
        }
      >
        {label}
      </NavLink>
    ))}
  </nav>
);
