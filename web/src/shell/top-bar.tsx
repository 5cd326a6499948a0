import { Link } from 'react-router';
import { useNeedsYou } from '../activity/use-needs-you.ts';
import { Logo } from '../design/logo.tsx';
import { useFleet } from '../live/use-live.ts';
import { activeNow } from '../sessions/session-words.ts';
import { AccountMenu } from './account-menu.tsx';
import { ConnectionState } from './connection-state.tsx';
import { Navigation } from './navigation.tsx';

export function TopBar() {
  return (
    <header className="sticky top-0 z-30 flex h-12 touch:h-14 items-center gap-2 border-line border-b bg-surface px-2 sm:pr-4 sm:pl-6">
      <Link
        to="/"
        className="flex touch:h-11 shrink-0 items-center gap-2 rounded-md font-semibold text-base tracking-tight max-sm:hidden sm:mr-2"
      >
        <Logo />
        <span>Drover</span>
      </Link>
      <Navigation />
      <div className="ml-auto flex shrink-0 items-center gap-4 max-sm:gap-2 text-sm">
        <NeedsYouCount />
        <ActiveCount />
        <ConnectionState />
      </div>
      <div className="flex shrink-0 items-center sm:ml-2">
        <AccountMenu />
      </div>
    </header>
  );
}

function ActiveCount() {
  const { loaded, sessions, hosts } = useFleet();
  if (!loaded) return null;
  return (
    <span className="tabular text-ink-2 max-md:hidden">
      <span className="font-medium text-ink">{activeNow(sessions.values(), hosts)}</span> active
    </span>
  );
}

/** The way to who cannot go on without a person; nothing while nobody waits. */
function NeedsYouCount() {
  const { length } = useNeedsYou();
  if (length === 0) return null;
  return (
    <Link
      to="/"
      className="tabular inline-flex h-6 touch:h-11 items-center gap-1 rounded-md bg-warn-soft px-2 font-medium text-warn-ink hover:underline"
    >
      {length} <span className="max-sm:sr-only">{length === 1 ? 'needs you' : 'need you'}</span>
    </Link>
  );
}
