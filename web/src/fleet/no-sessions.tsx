import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';

/** In place of projects, of which there are none without a session. */
export const NoSessions = ({ onHosts }: { onHosts: () => void }) => (
  <EmptyState title="Nothing runs yet" action={<Button onClick={onHosts}>Show the hosts</Button>}>
    A project is listed here once a session was started in it.
  </EmptyState>
);
