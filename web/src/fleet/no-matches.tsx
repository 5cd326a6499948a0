import { SearchX } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';

export const NoMatches = ({ onClear }: { onClear: () => void }) => (
  <EmptyState
    icon={<SearchX size={26} />}
    title="No session matches"
    action={<Button onClick={onClear}>Show all sessions</Button>}
  >
    The filter looks at names, tasks, tags, titles, projects, branches, profiles, hosts, activity and status.
  </EmptyState>
);
