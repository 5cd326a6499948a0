import { hasRole, type Role } from '@drover/protocol';
import { CircleUserRound, ScrollText, Server, UsersRound } from 'lucide-react';
import { NavLink, Outlet } from 'react-router';
import { cx } from '../design/cx.ts';
import { useMe } from '../live/use-live.ts';
import { usePageTitle } from '../shell/page-title.ts';

type Place = { to: string; label: string; needs: Role; Icon: typeof Server };

const PLACES: readonly Place[] = [
  { to: 'account', label: 'Account', needs: 'viewer', Icon: CircleUserRound },
  { to: 'people', label: 'People', needs: 'admin', Icon: UsersRound },
  { to: 'hub', label: 'Hub', needs: 'admin', Icon: Server },
  { to: 'audit', label: 'Audit log', needs: 'admin', Icon: ScrollText },
];

/** `/settings`: a list of places beside the one that is shown. */
export function SettingsPage() {
  usePageTitle('Settings');
  const me = useMe();
  const places = PLACES.filter(({ needs }) => me && hasRole(me.role, needs));
  return (
    <main className="mx-auto flex max-w-6xl gap-8 px-4 pt-5 pb-16 max-md:flex-col max-md:gap-4 sm:px-6">
      <div className="shrink-0 md:w-44">
        <h1 className="mb-3 font-semibold text-lg tracking-tight">Settings</h1>
        {places.length > 1 && (
          <nav
            aria-label="Settings"
            className="flex gap-0.5 overflow-x-auto [scrollbar-width:none] md:flex-col"
          >
            {places.map((place) => (
              <PlaceLink key={place.to} place={place} />
            ))}
          </nav>
        )}
      </div>
      <div className="min-w-0 flex-1">
        <Outlet />
      </div>
    </main>
  );
}

const PlaceLink = ({ place: { to, label, Icon } }: { place: Place }) => (
  <NavLink
    to={to}
    className={({ isActive }) =>
      cx(
        'flex h-8 touch:h-11 shrink-0 items-center gap-2 rounded-md px-2.5 font-medium text-sm transition-colors',
        isActive ? 'bg-hover text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )
    }
  >
    <Icon size={15} className="text-ink-3" aria-hidden="true" />
    {label}
  </NavLink>
);
