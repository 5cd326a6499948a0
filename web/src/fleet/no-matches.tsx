import { SearchX } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { type FleetFilter, NO_FILTER } from './fleet-filter.ts';

export const NoMatches = ({ onChange }: { onChange: (filter: FleetFilter) => void }) => (
  <EmptyState
    icon={<SearchX size={26} />}
    title="No session matches"
    action={<Button onClick={() => onChange(NO_FILTER)}>Show all sessions</Button>}
  >
    The filter looks at tasks, titles, projects, profiles, hosts and status.
  </EmptyState>
);
