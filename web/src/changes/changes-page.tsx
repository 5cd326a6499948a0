import type { Host, Session } from '@drover/protocol';
import { ArrowLeft, SquareArrowOutUpRight } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { Button, ButtonLink } from '../design/button.tsx';
import { ProfileMark } from '../design/chip.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Page } from '../design/page.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { useFleetLoaded, useHost, useSession } from '../live/use-live.ts';
import { reachOf, SessionState } from '../sessions/session-state.tsx';
import { profileLook, projectLabel, sessionLabel } from '../sessions/session-words.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { useOpenTerminal } from '../windows/use-open-terminal.ts';
import { ChangesView } from './changes-view.tsx';

/** `/sessions/:sessionId/changes` */
export function ChangesPage() {
  const { sessionId = '' } = useParams();
  const session = useSession(sessionId);
  const host = useHost(session?.hostId);
  const loaded = useFleetLoaded();
  usePageTitle(session ? `Changes of ${sessionLabel(session, host)}` : 'Changes');
  if (!loaded) return <Loading />;
  if (!session) return <NoSuchSession />;
  return (
    <Page
      title={sessionLabel(session, host)}
      above={<ToFleet />}
      actions={<Actions session={session} host={host} />}
    >
      <Place session={session} host={host} />
      <ChangesView session={session} />
    </Page>
  );
}

type PartProps = { session: Session; host: Host | undefined };

function Actions({ session, host }: PartProps) {
  const open = useOpenTerminal();
  return (
    <>
      <SessionState session={session} reach={reachOf(host)} />
      {session.status !== 'failed' && (
        <Button onClick={() => open(session.sessionId)}>
          Terminal
          <SquareArrowOutUpRight size={13} className="text-ink-3" aria-hidden="true" />
        </Button>
      )}
    </>
  );
}

function Place({ session, host }: PartProps) {
  const { displayName, color } = profileLook(session.profile, host);
  const project = projectLabel(session.projectDir, host?.facts?.roots ?? []);
  return (
    <p className="-mt-3 mb-4 flex min-w-0 items-center gap-1.5 text-ink-2 text-sm">
      <ProfileMark color={color} />
      <span className="min-w-0 truncate">
        {displayName}, {host?.name ?? 'unknown host'} / {project}
      </span>
    </p>
  );
}

const ToFleet = () => (
  <Link
    to="/"
    className="-ml-1 mb-2 inline-flex h-7 touch:h-11 items-center gap-1 rounded px-1 text-ink-2 text-sm hover:text-ink"
  >
    <ArrowLeft size={14} aria-hidden="true" />
    Fleet
  </Link>
);

const NoSuchSession = () => (
  <Page title="Changes">
    <EmptyState
      title="There is no such session here"
      action={<ButtonLink to="/">Go to the fleet</ButtonLink>}
    >
      It may have been archived, its host deleted, or the address is incomplete.
    </EmptyState>
  </Page>
);

const Loading = () => (
  <main aria-busy="true" className="mx-auto max-w-6xl space-y-4 px-4 pt-8 sm:px-6">
    <p className="sr-only" role="status">
      Loading the changes
    </p>
    <Skeleton className="h-6 w-72" />
    <Skeleton className="h-40" />
  </main>
);
