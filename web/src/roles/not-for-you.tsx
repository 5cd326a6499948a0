import type { Role } from '@drover/protocol';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { useMe } from '../live/use-live.ts';
import { ROLE_WORDS } from './role-words.ts';

export type NotForYouProps = {
  /** What it takes. */
  needs: Role;
  children: ReactNode;
};

/** In place of a page that the person may not see; nothing while nobody knows who they are. */
export function NotForYou({ needs, children }: NotForYouProps) {
  const me = useMe();
  if (!me) return null;
  return (
    <EmptyState
      icon={<Lock size={24} />}
      title={`This needs the role ${ROLE_WORDS[needs].name.toLowerCase()}`}
    >
      {children} You are {ROLE_WORDS[me.role].article}.
    </EmptyState>
  );
}
