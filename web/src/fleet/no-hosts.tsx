import { Server } from 'lucide-react';
import { EmptyState } from '../design/empty-state.tsx';

export const NoHosts = () => (
  <main className="mx-auto max-w-2xl px-4 pt-[12vh]">
    <h1 className="sr-only">Fleet</h1>
    <EmptyState icon={<Server size={28} />} title="No host yet">
      A host is a machine on which agents run. Start the Drover daemon on one: it appears here by itself as
      soon as it has connected, with the projects and tools it offers.
    </EmptyState>
  </main>
);
